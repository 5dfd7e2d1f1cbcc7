"""Addresses of campaigns beside the resource's own."""

from django.urls import path

from apps.diagnostics.web import campaigns

urlpatterns = [
    path("campaigns/<int:pk>/quotas/", campaigns.campaign_quotas, name="campaign_quotas"),
    path("campaigns/<int:pk>/letters/", campaigns.campaign_letters, name="campaign_letters"),
    path(
        "campaigns/<int:pk>/letters/<int:organization>/<slug:form>/", campaigns.campaign_letter, name="campaign_letter"
    ),
]
