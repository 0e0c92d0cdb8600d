"""The addresses of the login, below the desk's. The names are those that django-allauth looks for."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from django.conf import settings
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import LogoutView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from . import views
from .accounts import AccountOfficeView

PROVINCE = {"provider_id": settings.OIDC_PROVIDER}

before = [
    path("login/", views.LoginView.as_view(), name="account_login"),
    # Wagtail's own forgets the cookie of a session that goes on, when a mere link leads there.
    path("logout/", require_POST(LogoutView.as_view()), name="wagtailadmin_logout"),
    path("login/ma-xac-thuc/", views.CodeView.as_view(), name="mfa_authenticate"),
    path("login/tinh/", views.province_login, PROVINCE, name="openid_connect_login"),
    path("login/tinh/tro-lai/", views.province_callback, PROVINCE, name="openid_connect_callback"),
]
after = [
    path(
        "login/mat-khau/",
        ReauthenticateView.as_view(template_name="cms/login/again.html"),
        name="account_reauthenticate",
    ),
    path("login/ma-lan-nua/", CodeAgainView.as_view(template_name="cms/login/again.html"), name="mfa_reauthenticate"),
    path("login/lai/", TemplateView.as_view(template_name="cms/login/login_again.html"), name="login_again"),
    path("account/xac-thuc/", views.FactorView.as_view(), name="mfa_index"),
    path("account/xac-thuc/them/", views.AddFactorView.as_view(), name="mfa_activate_totp"),
    path("account/xac-thuc/bo/", views.RemoveFactorView.as_view(), name="mfa_deactivate_totp"),
    path("account/xac-thuc/ma-du-phong/", views.CodesView.as_view(), name="mfa_view_recovery_codes"),
    path("account/xac-thuc/ma-du-phong/moi/", views.NewCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path("tai-khoan/<int:pk>/", AccountOfficeView.as_view(), name="account_office"),
]
urlpatterns = decorate_urlpatterns([*before, *decorate_urlpatterns(after, require_admin_access)], never_cache)
