"""Where the CAS server stands on its host, as it does at most universities."""

from django.urls import include, path

urlpatterns = [path("cas/", include("cas_server.urls"))]
