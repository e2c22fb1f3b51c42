from __future__ import annotations

from django.urls import path

from organisations.views import (
    appointments,
    contacts,
    details,
    logos,
    people,
    register,
    settings,
    sharing,
    teams,
)

app_name = "organisations"

SETTINGS = "organisations/<slug:code>/settings/"

urlpatterns = [
    path("organisations/", register.organisation_list, name="list"),
    path("organisations/<slug:code>/", register.organisation, name="organisation"),
    path("organisations/<slug:code>/logo/<slug:sha256>.png", logos.logo_picture, name="logo-picture"),
    path(SETTINGS, settings.overview, name="settings"),
    path(f"{SETTINGS}details/", details.change_details, name="details"),
    path(f"{SETTINGS}identifiers/", details.identifiers, name="identifiers"),
    path(f"{SETTINGS}four-eyes/", details.four_eyes, name="four-eyes"),
    path(f"{SETTINGS}sharing/", sharing.sharing, name="sharing"),
    path(f"{SETTINGS}logo/", logos.logo, name="logo"),
    path(f"{SETTINGS}logo/remove/", logos.logo_remove, name="logo-remove"),
    path(f"{SETTINGS}contacts/", contacts.contact_list, name="contacts"),
    path(f"{SETTINGS}contacts/add/", contacts.contact_add, name="contact-add"),
    path(f"{SETTINGS}contacts/<uuid:pk>/", contacts.contact_change, name="contact-change"),
    path(
        f"{SETTINGS}contacts/<uuid:pk>/remove/",
        contacts.contact_remove,
        name="contact-remove",
    ),
    path(f"{SETTINGS}people/", people.people_list, name="people"),
    path(f"{SETTINGS}people/add/", people.person_add, name="person-add"),
    path(f"{SETTINGS}people/<uuid:pk>/end/", people.membership_end, name="membership-end"),
    path(f"{SETTINGS}roles/", settings.roles, name="roles"),
    path(f"{SETTINGS}appointments/", appointments.appointment_list, name="appointments"),
    path(
        f"{SETTINGS}appointments/add/",
        appointments.appointment_add,
        name="appointment-add",
    ),
    path(
        f"{SETTINGS}appointments/<uuid:pk>/end/",
        appointments.appointment_end,
        name="appointment-end",
    ),
    path(
        f"{SETTINGS}appointments/<uuid:pk>/away/",
        appointments.appointment_away,
        name="appointment-away",
    ),
    path(f"{SETTINGS}teams/", teams.team_list, name="teams"),
    path(f"{SETTINGS}teams/add/", teams.team_add, name="team-add"),
    path(f"{SETTINGS}teams/<uuid:pk>/", teams.team_change, name="team-change"),
]
