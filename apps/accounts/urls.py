"""Addresses of accounts."""

from django.urls import path

from apps.accounts import views
from apps.core.web.routes import resource_urls

app_name = "accounts"
urlpatterns = [
    path("login/", views.LoginView.as_view(), name="login"),
    path("logout/", views.logout, name="logout"),
    path("role/", views.switch, name="switch"),
    path("profile/", views.profile, name="profile"),
    path("password/", views.PasswordView.as_view(), name="password"),
    *resource_urls("accounts"),
]
