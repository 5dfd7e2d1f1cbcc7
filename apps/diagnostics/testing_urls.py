"""Addresses of online tests that are no resource's."""

from django.urls import path

from apps.diagnostics.web import bank, testing

urlpatterns = [
    path("items/<int:pk>/picture/", bank.item_picture, name="item_picture"),
    path("items/package/", bank.item_package, name="item_package"),
    path("items/package/file/", bank.item_package_file, name="item_package_file"),
    path("tests/<int:pk>/statistics/", bank.test_statistics, name="test_statistics"),
    path("tests/<int:pk>/statistics/file/", bank.test_statistics_file, name="test_statistics_file"),
    path("testing/", testing.testing, name="testing"),
    path("testing/<int:pk>/", testing.start, name="testing_start"),
    path("attempts/<int:pk>/go/", testing.attempt, name="attempt"),
    path("attempts/<int:pk>/questions/<int:number>/", testing.question, name="question"),
    path("attempts/<int:pk>/questions/<int:number>/picture/", testing.picture, name="question_picture"),
    path("attempts/<int:pk>/answers/", testing.answer, name="answer"),
    path("attempts/<int:pk>/review/", testing.review, name="attempt_review"),
    path("attempts/<int:pk>/submit/", testing.submit, name="attempt_submit"),
    path("attempts/<int:pk>/result/", testing.result, name="attempt_result"),
]
