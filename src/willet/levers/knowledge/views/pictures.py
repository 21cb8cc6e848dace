"""Pictures of articles: handed in by whoever writes, shown to whoever reads."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from willet.levers.knowledge.domain.errors import ArticleError
from willet.levers.knowledge.domain.pictures import LARGEST, keep_picture
from willet.levers.knowledge.models import ArticlePicture
from willet.levers.knowledge.rules import READ_ARTICLES, WRITE_ARTICLES
from willet.people.agents.telling import person
from willet.ui.messages import translate

MONTH_S = 30 * 86_400


@require_POST
@permission_required(WRITE_ARTICLES, raise_exception=True)
def receive(request: HttpRequest) -> HttpResponse:
    """A picture handed in; answered with the Markdown that shows it, or why it is not taken."""
    handed = request.FILES.get("picture")
    if handed is None:
        return JsonResponse({"why": _("No file came.")}, status=400)
    name = str(handed.name or "")
    try:
        # One byte more than may be: what is larger is refused without being read whole.
        picture = keep_picture(name, handed.read(LARGEST + 1), by=person(request))
    except ArticleError as refused:
        return JsonResponse({"why": translate(refused.message)}, status=422)
    words = name.rpartition(".")[0].translate({ord(sign): " " for sign in "[]()\\"})[:80]
    return JsonResponse(
        {"markdown": f"![{words}]({reverse('knowledge:picture', args=[picture.digest])})"}
    )


@require_safe
@permission_required(READ_ARTICLES, raise_exception=True)
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    """One picture: shown as what it is, and as nothing else, whatever it holds."""
    kept = get_object_or_404(ArticlePicture, digest=digest)
    response = HttpResponse(bytes(kept.data), content_type=kept.media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"private, max-age={MONTH_S}, immutable"
    return response
