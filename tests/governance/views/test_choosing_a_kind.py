import re

import pytest
from django.urls import reverse

from governance import registry

pytestmark = pytest.mark.django_db


def test_kinds_stand_in_groups_each_with_what_it_is_for(client, people):
    client.force_login(people.officer)

    page = client.get(reverse("governance:document-new")).content.decode()

    names = re.findall(r'class="sr-choice-group__name" id="\w+">(.*?)</p>', page)
    radios = re.findall(r'<input type="radio" name="kind" value="(\w+)"[^>]*aria-describedby="(\w+)"', page)
    hints = dict(re.findall(r'<div class="govuk-hint govuk-radios__hint" id="(\w+)">(.*?)</div>', page))
    assert names == [str(readers.label) for readers, _kinds in registry.policy_groups()]
    assert [value for value, _hint in radios] == [kind.key for kind in registry.policy_kinds()]
    assert [hints[hint] for _value, hint in radios] == [str(kind.summary) for kind in registry.policy_kinds()]


def test_the_filter_of_policies_has_the_same_groups(client):
    page = client.get(reverse("governance:policies")).content.decode()

    assert re.findall(r'<optgroup label="(.*?)">', page) == [
        str(r.label) for r, _kinds in registry.policy_groups()
    ]
