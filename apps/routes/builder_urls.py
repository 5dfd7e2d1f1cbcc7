"""Addresses of the builder and of the documents."""

from django.urls import path

from apps.routes.web import builder, files

urlpatterns = [
    path("<int:pk>/builder/", builder.builder, name="builder"),
    path("<int:pk>/builder/add/", builder.add, name="builder_add"),
    path("<int:pk>/builder/shortest/", builder.shortest, name="builder_shortest"),
    path("<int:pk>/builder/remove/", builder.remove, name="builder_remove"),
    path("<int:pk>/builder/restore/", builder.restore, name="builder_restore"),
    path("<int:pk>/document/", files.document, name="document"),
    path("<int:pk>/document/file/", files.document_file, name="document_file"),
    path("evidence/<int:pk>/file/", files.evidence_file, name="evidence_file"),
]
