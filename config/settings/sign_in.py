"""Signing in with django-allauth: e-mail and password, nobody registers himself."""

ACCOUNT_ADAPTER = "organisations.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # who resets a password through a mail has shown that the mailbox is his
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = (
    True  # a mail either way: neither the page nor its time tells who has an account
)
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # here; sessions elsewhere end
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = False  # the cookie ends with the browser, the session after an hour without use
ACCOUNT_FORMS = {
    "login": "organisations.forms.sign_in.SignInForm",
    "reset_password": "organisations.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "organisations.forms.sign_in.ResetPasswordKeyForm",
    "change_password": "organisations.forms.sign_in.ChangePasswordForm",
    "set_password": "organisations.forms.sign_in.SetPasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
}
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

SESSION_COOKIE_AGE = 60 * 60  # organisations.middleware.SessionLimits keeps it running while it is used
SESSION_SAVE_EVERY_REQUEST = False
GUARDIAN_MONKEY_PATCH_USER = False
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001"
]  # its backend is not used: organisations/permissions.py alone answers
