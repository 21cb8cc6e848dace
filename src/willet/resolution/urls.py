"""The addresses of this room."""

from django.urls import path

from willet.resolution.views import (
    case,
    causes,
    comparison,
    corrections,
    curve,
    doubts,
    evidence,
    resolution,
    worth,
)

app_name = "resolution"

urlpatterns = [
    path("resolution/", resolution.resolution, name="resolution"),
    path("resolution/curve/", curve.curve, name="curve"),
    path("resolution/evidence/", evidence.evidence, name="evidence"),
    path("resolution/evidence/figures/", evidence.figures, name="evidence_figures"),
    path("resolution/cases/<str:kind>/", doubts.listed, name="doubtful"),
    path("causes/", causes.causes, name="causes"),
    path("comparison/", comparison.comparison, name="comparison"),
    path("worth/", worth.worth, name="worth"),
    path("worth/customers/", worth.received, name="worth_received"),
    path("worth/customers/<uuid:pk>/", worth.customers, name="worth_customers"),
    path("worth/customers/<uuid:pk>/progress/", worth.progress, name="worth_progress"),
    path("cases/<path:case_id>/", case.shown, name="case"),
    path("corrections/split/", corrections.split, name="split_case"),
    path("corrections/join/", corrections.join, name="join_cases"),
    path("corrections/withdraw/", corrections.withdraw, name="withdraw_correction"),
    path("corrections/<uuid:pk>/", corrections.shown, name="correction"),
    path("corrections/<uuid:pk>/progress/", corrections.progress, name="correction_progress"),
]
