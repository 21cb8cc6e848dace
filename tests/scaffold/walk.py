"""Every address of the product, found in the resolver, with what each role meets there: no page can be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tests.scaffold.cast import ROLES, Cast
from tests.scaffold.kinds import kind_named
from tests.scaffold.vaulted import fill
from willet.api.domain.tokens import make_token
from willet.core.sources.contract import KeptPerson
from willet.dashboards.models import SavedView
from willet.desk.domain.disposing import Ending, dispose
from willet.desk.domain.events import read_event
from willet.desk.domain.taking import take_event
from willet.desk.domain.tokens import make_link
from willet.desk.models import Callback, PhoneLink, Solved, Webhook
from willet.figures.models import Annotation
from willet.imports.domain.being_read import CHECK
from willet.imports.domain.columns import settle
from willet.imports.domain.mappings import put
from willet.imports.domain.runs import history
from willet.imports.domain.telling import FINISHED, IS_IN
from willet.imports.domain.uploads import folder_of
from willet.imports.models import SavedMapping, Upload, WatchedFolder
from willet.jobs.models import Job
from willet.levers.authority.domain import WishSubject, wished
from willet.levers.authority.domain.granting import granted
from willet.levers.authority.models import Deputy, Grant, GrantLimit
from willet.levers.goals.domain.setting import Wording, set_goal
from willet.levers.goals.models import Alert, Goal, GoalSpan
from willet.levers.knowledge.domain.using import flag
from willet.levers.knowledge.domain.writing import approve, propose
from willet.levers.knowledge.models import Article, ArticlePicture
from willet.levers.plans.models import ImprovementPlan, Intervention, ReviewMeeting
from willet.levers.surveys.models import Invitation, Reopening, SurveyQuestion, Wave
from willet.lists.models import EntrySpelling, ListEntry
from willet.notices.models import Notice
from willet.people.models import KnownAgent, Spelling, Team, TeamStretch, User
from willet.reports.models import Report, ReportReader
from willet.resolution.case.corrections import CORRECT
from willet.resolution.models import CustomersComparison
from willet.ui.fields import Money

# kind: `page` is read by people, `piece` is a part of one, `file` is downloaded, `act` changes something,
# `machine` is no person's. The figures are the status that each role meets, in the order of `ROLES`.
TABLE = """
name                                 | kind    | address                                | stranger | manager | lead | agent | analyst | administrator
healthz                              | machine | /healthz                               | 200      | 200     | 200  | 200   | 200     | 200
csp_report                           | machine | /csp-report/                           | 405      | 405     | 405  | 405   | 405     | 405
account_login                        | page    | /account/login/                        | 200      | 302     | 302  | 302   | 302     | 302
account_logout                       | page    | /account/logout/                       | 302      | 200     | 200  | 200   | 200     | 200
account_inactive                     | page    | /account/inactive/                     | 200      | 200     | 200  | 200   | 200     | 200
account_signup                       | page    | /account/signup/                       | 200      | 302     | 302  | 302   | 302     | 302
account_reauthenticate               | page    | /account/reauthenticate/               | 302      | 200     | 200  | 200   | 200     | 200
account_change_password              | page    | /account/password/change/              | 302      | 200     | 200  | 200   | 200     | 200
account_reset_password               | page    | /account/password/reset/               | 200      | 200     | 200  | 200   | 200     | 200
account_reset_password_done          | page    | /account/password/reset/done/          | 200      | 200     | 200  | 200   | 200     | 200
account_reset_password_from_key      | page    | /account/password/reset/key/1-x/       | 200      | 200     | 200  | 200   | 200     | 200
account_reset_password_from_key_done | page    | /account/password/reset/key/done/      | 200      | 200     | 200  | 200   | 200     | 200
dashboards:overview                  | page    | /?period=all                           | 302      | 200     | 200  | 200   | 200     | 200
dashboards:start                     | act     | /start/                                | 302      | 302     | 302  | 302   | 302     | 302
dashboards:own_work                  | page    | /me/?period=all                        | 302      | 403     | 403  | 200   | 403     | 403
dashboards:own_teams                 | page    | /team/?period=all                      | 302      | 403     | 200  | 403   | 403     | 403
dashboards:views                     | page    | /views/                                | 302      | 200     | 200  | 200   | 200     | 200
dashboards:new_view                  | page    | /views/new/?address=/causes/           | 302      | 200     | 200  | 200   | 200     | 200
dashboards:view                      | page    | /views/{view}/                         | 302      | 200     | 403  | 403   | 403     | 403
dashboards:remove_view               | page    | /views/{view}/remove/                  | 302      | 200     | 403  | 403   | 403     | 403
figures:annotations                  | page    | /annotations/                          | 302      | 200     | 200  | 200   | 200     | 200
figures:new_annotation               | page    | /annotations/new/                      | 302      | 200     | 200  | 403   | 200     | 403
figures:annotation                   | page    | /annotations/{annotation}/             | 302      | 200     | 403  | 403   | 403     | 403
figures:remove_annotation            | page    | /annotations/{annotation}/remove/      | 302      | 200     | 403  | 403   | 403     | 403
dashboards:search                    | page    | /search/                               | 302      | 200     | 200  | 200   | 200     | 200
dashboards:hours                     | page    | /hours/?period=all                     | 302      | 200     | 200  | 200   | 200     | 200
surveys:list                         | page    | /surveys/                              | 302      | 200     | 200  | 403   | 200     | 403
surveys:new                          | page    | /surveys/new/                          | 302      | 200     | 403  | 403   | 403     | 403
surveys:questions                    | page    | /surveys/questions/                    | 302      | 200     | 200  | 403   | 200     | 403
surveys:new_question                 | page    | /surveys/questions/new/                | 302      | 200     | 403  | 403   | 403     | 403
surveys:question                     | page    | /surveys/questions/{question}/         | 302      | 200     | 403  | 403   | 403     | 403
surveys:remove_question              | page    | /surveys/questions/{question}/remove/  | 302      | 200     | 403  | 403   | 403     | 403
surveys:unsolved                     | page    | /surveys/unsolved/                     | 302      | 200     | 200  | 403   | 403     | 403
surveys:reopened                     | page    | /surveys/unsolved/{reopening}/         | 302      | 200     | 200  | 403   | 403     | 403
surveys:change_reopened              | page    | /surveys/unsolved/{reopening}/change/  | 302      | 200     | 200  | 403   | 403     | 403
surveys:close_reopened               | act     | /surveys/unsolved/{reopening}/close/   | 302      | 405     | 405  | 405   | 405     | 405
surveys:wave                         | page    | /surveys/{wave}/                       | 302      | 200     | 200  | 403   | 200     | 403
surveys:change                       | page    | /surveys/{wave}/change/                | 302      | 200     | 403  | 403   | 403     | 403
surveys:remove                       | page    | /surveys/{wave}/remove/                | 302      | 200     | 403  | 403   | 403     | 403
surveys:start                        | act     | /surveys/{wave}/start/                 | 302      | 405     | 405  | 405   | 405     | 405
surveys:end                          | act     | /surveys/{wave}/end/                   | 302      | 405     | 405  | 405   | 405     | 405
surveys:token                        | act     | /surveys/{wave}/token/                 | 302      | 405     | 405  | 405   | 405     | 405
surveys:links                        | act     | /surveys/{wave}/links/                 | 302      | 405     | 405  | 405   | 405     | 405
knowledge:search                     | page    | /knowledge/?q=order                    | 302      | 200     | 200  | 200   | 200     | 403
knowledge:new                        | page    | /knowledge/new/                        | 302      | 200     | 200  | 200   | 403     | 403
knowledge:bring                      | page    | /knowledge/bring/                      | 302      | 200     | 200  | 403   | 403     | 403
knowledge:take_along                 | file    | /knowledge/take-along/                 | 302      | 200     | 200  | 403   | 403     | 403
knowledge:pictures                   | act     | /knowledge/pictures/                   | 302      | 405     | 405  | 405   | 405     | 405
knowledge:picture                    | file    | /knowledge/pictures/{picture}/         | 302      | 200     | 200  | 200   | 200     | 403
knowledge:review                     | page    | /knowledge/review/                     | 302      | 200     | 200  | 403   | 403     | 403
knowledge:article                    | page    | /knowledge/{article}/                  | 302      | 200     | 200  | 200   | 200     | 403
knowledge:use                        | act     | /knowledge/{article}/use/              | 302      | 405     | 405  | 405   | 405     | 405
knowledge:flag                       | act     | /knowledge/{article}/flag/             | 302      | 405     | 405  | 405   | 405     | 405
knowledge:settings                   | page    | /knowledge/{article}/settings/         | 302      | 200     | 200  | 403   | 403     | 403
knowledge:state                      | act     | /knowledge/{article}/state/            | 302      | 405     | 405  | 405   | 405     | 405
knowledge:write                      | page    | /knowledge/{article}/en/write/         | 302      | 200     | 200  | 200   | 403     | 403
knowledge:history                    | page    | /knowledge/{article}/en/history/       | 302      | 200     | 200  | 200   | 403     | 403
knowledge:revision                   | page    | /knowledge/revisions/{revision}/       | 302      | 200     | 200  | 200   | 403     | 403
knowledge:decide                     | act     | /knowledge/revisions/{revision}/decide/ | 302     | 405     | 405  | 405   | 405     | 405
knowledge:close_flag                 | act     | /knowledge/flags/{article_flag}/close/ | 302      | 405     | 405  | 405   | 405     | 405
plans:list                           | page    | /plans/                                | 302      | 200     | 200  | 403   | 200     | 403
plans:new                            | page    | /plans/new/                            | 302      | 200     | 200  | 403   | 403     | 403
plans:levers                         | page    | /plans/levers/                         | 302      | 200     | 200  | 403   | 200     | 403
plans:lever                          | page    | /plans/levers/training/                | 302      | 200     | 200  | 403   | 200     | 403
plans:tried                          | page    | /plans/tried/                          | 302      | 403     | 200  | 200   | 403     | 403
plans:meeting                        | page    | /plans/meetings/{plan_meeting}/        | 302      | 200     | 404  | 403   | 403     | 403
plans:intervention                   | page    | /plans/interventions/{intervention}/   | 302      | 200     | 404  | 403   | 200     | 403
plans:progress                       | piece   | /plans/interventions/{intervention}/progress/ | 302      | 200     | 404  | 403   | 200     | 403
plans:change_intervention            | page    | /plans/interventions/{intervention}/change/ | 302      | 200     | 404  | 403   | 403     | 403
plans:remove_intervention            | page    | /plans/interventions/{intervention}/remove/ | 302      | 200     | 404  | 403   | 403     | 403
plans:register                       | act     | /plans/interventions/{intervention}/register/ | 302      | 405     | 405  | 405   | 405     | 405
plans:rollout                        | page    | /plans/interventions/{intervention}/rollout/ | 302      | 200     | 404  | 403   | 403     | 403
plans:plan                           | page    | /plans/{plan}/                         | 302      | 200     | 404  | 403   | 200     | 403
plans:change                         | page    | /plans/{plan}/change/                  | 302      | 200     | 404  | 403   | 403     | 403
plans:remove                         | page    | /plans/{plan}/remove/                  | 302      | 200     | 404  | 403   | 403     | 403
plans:settle                         | act     | /plans/{plan}/settle/                  | 302      | 405     | 405  | 405   | 405     | 405
plans:anew                           | act     | /plans/{plan}/anew/                    | 302      | 405     | 405  | 405   | 405     | 405
plans:new_meeting                    | page    | /plans/{plan}/meetings/new/            | 302      | 200     | 404  | 403   | 403     | 403
plans:new_intervention               | page    | /plans/{plan}/interventions/new/       | 302      | 200     | 404  | 403   | 403     | 403
resolution:resolution                | page    | /resolution/?period=all                | 302      | 200     | 200  | 200   | 200     | 200
resolution:curve                     | piece   | /resolution/curve/?period=all          | 302      | 200     | 200  | 200   | 200     | 200
resolution:evidence                  | page    | /resolution/evidence/?period=all       | 302      | 200     | 200  | 200   | 200     | 200
resolution:evidence_figures          | piece   | /resolution/evidence/figures/?period=all | 302    | 200     | 200  | 200   | 200     | 200
resolution:doubtful                  | page    | /resolution/cases/never_reached/?period=all | 302 | 200     | 200  | 200   | 200     | 403
resolution:causes                    | page    | /causes/?period=all                    | 302      | 200     | 200  | 200   | 200     | 200
resolution:comparison                | page    | /comparison/?period=all                | 302      | 200     | 200  | 200   | 200     | 200
resolution:worth                     | page    | /worth/?period=all                     | 302      | 200     | 403  | 403   | 200     | 403
resolution:worth_received            | act     | /worth/customers/                      | 302      | 405     | 405  | 405   | 405     | 405
resolution:worth_customers           | page    | /worth/customers/{comparison}/         | 302      | 200     | 403  | 403   | 200     | 403
resolution:worth_progress            | piece   | /worth/customers/{comparison}/progress/ | 302     | 200     | 403  | 403   | 200     | 403
resolution:case                      | page    | /cases/case:table:c01/                 | 302      | 200     | 200  | 200   | 200     | 403
resolution:split_case                | act     | /corrections/split/                    | 302      | 405     | 405  | 405   | 405     | 405
resolution:join_cases                | act     | /corrections/join/                     | 302      | 405     | 405  | 405   | 405     | 405
resolution:withdraw_correction       | act     | /corrections/withdraw/                 | 302      | 405     | 405  | 405   | 405     | 405
resolution:correction                | page    | /corrections/{correction}/             | 302      | 200     | 404  | 403   | 403     | 403
resolution:correction_progress       | piece   | /corrections/{correction}/progress/    | 302      | 200     | 404  | 403   | 403     | 403
calls:list                           | page    | /calls/?period=all                     | 302      | 200     | 200  | 200   | 200     | 403
calls:call                           | page    | /calls/table:c01/                      | 302      | 200     | 200  | 200   | 200     | 403
backups:list                         | page    | /backups/                              | 302      | 403     | 403  | 403   | 403     | 200
imports:lake                         | page    | /lake/                                 | 302      | 403     | 403  | 403   | 403     | 200
imports:imports                      | page    | /imports/                              | 302      | 200     | 403  | 403   | 200     | 200
imports:receive                      | act     | /imports/upload/                       | 302      | 405     | 405  | 405   | 405     | 405
imports:mappings                     | page    | /imports/mappings/                     | 302      | 200     | 403  | 403   | 200     | 200
imports:new_mapping                  | page    | /imports/mappings/new/                 | 302      | 200     | 403  | 403   | 200     | 200
imports:mapping                      | page    | /imports/mappings/{mapping}/           | 302      | 200     | 403  | 403   | 200     | 200
imports:mapping_versions             | page    | /imports/mappings/{mapping}/versions/  | 302      | 200     | 403  | 403   | 200     | 200
imports:mapping_version              | page    | /imports/mappings/{mapping}/versions/1/ | 302     | 200     | 403  | 403   | 200     | 200
imports:folders                      | page    | /imports/folders/                      | 302      | 200     | 403  | 403   | 200     | 200
imports:new_folder                   | page    | /imports/folders/new/                  | 302      | 403     | 403  | 403   | 403     | 200
imports:folder                       | page    | /imports/folders/{folder}/             | 302      | 403     | 403  | 403   | 403     | 200
imports:folder_files                 | page    | /imports/folders/{folder}/files/       | 302      | 200     | 403  | 403   | 200     | 200
imports:remove_folder                | page    | /imports/folders/{folder}/remove/      | 302      | 403     | 403  | 403   | 403     | 200
imports:remove_mapping               | page    | /imports/mappings/{mapping}/remove/    | 302      | 200     | 403  | 403   | 200     | 200
imports:run                          | page    | /imports/runs/{run}/                   | 302      | 200     | 403  | 403   | 200     | 200
imports:undo_progress                | piece   | /imports/runs/{run}/progress/          | 302      | 200     | 403  | 403   | 200     | 200
imports:run_rejects                  | file    | /imports/runs/{run}/rejects/?format=csv | 302     | 200     | 403  | 403   | 200     | 200
imports:undo                         | page    | /imports/runs/{run}/undo/              | 302      | 200     | 403  | 403   | 403     | 200
imports:upload                       | page    | /imports/{upload}/                     | 302      | 200     | 403  | 403   | 200     | 200
imports:columns                      | page    | /imports/{upload}/columns/             | 302      | 200     | 403  | 403   | 200     | 200
imports:columns_text                 | page    | /imports/{upload}/columns/text/        | 302      | 200     | 403  | 403   | 200     | 200
imports:progress                     | piece   | /imports/{upload}/progress/            | 302      | 200     | 403  | 403   | 200     | 200
imports:upload_rejects               | file    | /imports/{upload}/rejects/?format=csv  | 302      | 200     | 403  | 403   | 200     | 200
imports:start                        | act     | /imports/{upload}/start/               | 302      | 405     | 405  | 405   | 405     | 405
imports:again                        | act     | /imports/{upload}/again/               | 302      | 405     | 405  | 405   | 405     | 405
imports:discard                      | act     | /imports/{upload}/discard/             | 302      | 405     | 405  | 405   | 405     | 405
reports:list                         | page    | /reports/                              | 302      | 200     | 200  | 200   | 200     | 403
reports:new                          | page    | /reports/new/                          | 302      | 200     | 200  | 200   | 200     | 403
reports:report                       | page    | /reports/{report}/                     | 302      | 200     | 404  | 404   | 404     | 403
reports:change                       | page    | /reports/{report}/change/              | 302      | 200     | 404  | 404   | 404     | 403
reports:remove                       | page    | /reports/{report}/remove/              | 302      | 200     | 404  | 404   | 404     | 403
reports:now                          | act     | /reports/{report}/now/                 | 302      | 405     | 405  | 405   | 405     | 405
figures:metrics                      | page    | /metrics/                              | 302      | 200     | 200  | 200   | 200     | 200
figures:metric                       | page    | /metrics/call_resolution/?period=all   | 302      | 200     | 200  | 200   | 200     | 200
vault:list                           | page    | /vault/                                | 302      | 200     | 200  | 403   | 403     | 200
vault:entry                          | page    | /vault/{customer}/                     | 302      | 200     | 200  | 403   | 403     | 200
vault:opt_out                        | act     | /vault/{customer}/opt-out/             | 302      | 405     | 405  | 405   | 405     | 405
vault:persons                        | page    | /persons/                              | 302      | 403     | 403  | 403   | 403     | 200
vault:kept                           | page    | /kept/                                 | 302      | 403     | 403  | 403   | 403     | 200
activity:list                        | page    | /activity/                             | 302      | 403     | 403  | 403   | 403     | 200
activity:chain                       | page    | /activity/chain/                       | 302      | 403     | 403  | 403   | 403     | 200
api:openapi                          | machine | /api/v1/openapi.json                   | 200      | 200     | 200  | 200   | 200     | 200
api:ask                              | machine | /api/v1/ask?metrics=received           | 401      | 401     | 401  | 401   | 401     | 401
api:ask_by_body                      | machine | /api/v1/ask                            | 401      | 401     | 401  | 401   | 401     | 401
api:bring_agents                     | machine | /api/v1/agents                         | 405      | 405     | 405  | 405   | 405     | 405
api:articles                         | machine | /api/v1/articles                       | 401      | 401     | 401  | 401   | 401     | 401
api:bring_article                    | machine | /api/v1/articles                       | 401      | 401     | 401  | 401   | 401     | 401
api:article                          | machine | /api/v1/articles/{article}             | 401      | 401     | 401  | 401   | 401     | 401
api:use_article                      | machine | /api/v1/articles/{article}/uses        | 405      | 405     | 405  | 405   | 405     | 405
api:limits                           | machine | /api/v1/limits                         | 401      | 401     | 401  | 401   | 401     | 401
api:grants                           | machine | /api/v1/grants                         | 401      | 401     | 401  | 401   | 401     | 401
api:grant_requests                   | machine | /api/v1/grant-requests                 | 401      | 401     | 401  | 401   | 401     | 401
api:not_allowed                      | machine | /api/v1/not-allowed                    | 401      | 401     | 401  | 401   | 401     | 401
api:say_paid                         | machine | /api/v1/grants/{grant}/state           | 405      | 405     | 405  | 405   | 405     | 405
api:imports                          | machine | /api/v1/imports                        | 401      | 401     | 401  | 401   | 401     | 401
api:hand_in                          | machine | /api/v1/imports                        | 401      | 401     | 401  | 401   | 401     | 401
api:upload                           | machine | /api/v1/imports/uploads/{upload}       | 401      | 401     | 401  | 401   | 401     | 401
api:discard                          | machine | /api/v1/imports/uploads/{upload}       | 401      | 401     | 401  | 401   | 401     | 401
api:start                            | machine | /api/v1/imports/uploads/{upload}/start | 405      | 405     | 405  | 405   | 405     | 405
api:waves                            | machine | /api/v1/surveys/waves                  | 401      | 401     | 401  | 401   | 401     | 401
api:invitations                      | machine | /api/v1/surveys/invitations            | 401      | 401     | 401  | 401   | 401     | 401
api:answers                          | machine | /api/v1/surveys/answers                | 401      | 401     | 401  | 401   | 401     | 401
api:unsolved                         | machine | /api/v1/surveys/unsolved               | 401      | 401     | 401  | 401   | 401     | 401
api:opt_outs                         | machine | /api/v1/surveys/opt-outs               | 401      | 401     | 401  | 401   | 401     | 401
api:opt_out                          | machine | /api/v1/surveys/opt-outs               | 401      | 401     | 401  | 401   | 401     | 401
api:events                           | machine | /api/v1/desk/events                    | 401      | 401     | 401  | 401   | 401     | 401
api:dispositions                     | machine | /api/v1/desk/dispositions              | 401      | 401     | 401  | 401   | 401     | 401
api:callbacks                        | machine | /api/v1/desk/callbacks                 | 401      | 401     | 401  | 401   | 401     | 401
api:past_import                      | machine | /api/v1/imports/{run}                  | 401      | 401     | 401  | 401   | 401     | 401
api:job                              | machine | /api/v1/jobs/{job}                     | 401      | 401     | 401  | 401   | 401     | 401
api:plans                            | machine | /api/v1/plans                          | 401      | 401     | 401  | 401   | 401     | 401
api:plan                             | machine | /api/v1/plans/{plan}                   | 401      | 401     | 401  | 401   | 401     | 401
api:goals                            | machine | /api/v1/goals                          | 401      | 401     | 401  | 401   | 401     | 401
api:goal                             | machine | /api/v1/goals/{goal}                   | 401      | 401     | 401  | 401   | 401     | 401
api:add_goal                         | machine | /api/v1/goals                          | 401      | 401     | 401  | 401   | 401     | 401
api:reword_goal                      | machine | /api/v1/goals/{goal}/wordings          | 405      | 405     | 405  | 405   | 405     | 405
api:remove_goal                      | machine | /api/v1/goals/{goal}                   | 401      | 401     | 401  | 401   | 401     | 401
api:alerts                           | machine | /api/v1/alerts                         | 401      | 401     | 401  | 401   | 401     | 401
api:alert                            | machine | /api/v1/alerts/{alert}                 | 401      | 401     | 401  | 401   | 401     | 401
api:worth                            | machine | /api/v1/worth                          | 401      | 401     | 401  | 401   | 401     | 401
api:metrics                          | machine | /api/v1/metrics                        | 401      | 401     | 401  | 401   | 401     | 401
api:metric                           | machine | /api/v1/metrics/received               | 401      | 401     | 401  | 401   | 401     | 401
api:sources                          | machine | /api/v1/sources                        | 401      | 401     | 401  | 401   | 401     | 401
api:source                           | machine | /api/v1/sources/table                  | 401      | 401     | 401  | 401   | 401     | 401
api:tokens                           | page    | /profile/tokens/                       | 302      | 200     | 200  | 200   | 200     | 200
api:revoke                           | page    | /profile/tokens/{token}/revoke/        | 302      | 200     | 404  | 404   | 404     | 200
api:everybody                        | page    | /tokens/                               | 302      | 403     | 403  | 403   | 403     | 200
ui:intervals                         | act     | /preferences/intervals/                | 302      | 405     | 405  | 405   | 405     | 405
ui:undo                              | act     | /undo/x/                               | 302      | 405     | 405  | 405   | 405     | 405
desk:desk                            | page    | /desk/                                 | 302      | 403     | 200  | 200   | 403     | 403
desk:now                             | piece   | /desk/now/                             | 302      | 403     | 200  | 200   | 403     | 403
desk:own                             | piece   | /desk/own/                             | 302      | 403     | 200  | 200   | 403     | 403
desk:events                          | machine | /desk/events/                          | 405      | 405     | 405  | 405   | 405     | 405
desk:opened                          | act     | /desk/open/                            | 302      | 403     | 400  | 400   | 403     | 403
desk:by_hand                         | act     | /desk/by-hand/                         | 302      | 405     | 405  | 405   | 405     | 405
desk:records                         | page    | /desk/records/                         | 302      | 403     | 200  | 200   | 403     | 403
desk:record                          | act     | /desk/records/table:c01/               | 302      | 405     | 405  | 405   | 405     | 405
desk:call                            | page    | /desk/calls/{leg}/                     | 302      | 403     | 403  | 200   | 403     | 403
desk:draft                           | act     | /desk/calls/{leg}/draft/               | 302      | 405     | 405  | 405   | 405     | 405
desk:articles                        | page    | /desk/calls/{leg}/articles/            | 302      | 403     | 403  | 200   | 403     | 403
desk:article                         | page    | /desk/calls/{leg}/articles/{article}/  | 302      | 403     | 403  | 200   | 403     | 403
desk:used                            | act     | /desk/calls/{leg}/articles/{article}/use/ | 302   | 405     | 405  | 405   | 405     | 405
desk:missing                         | act     | /desk/calls/{leg}/articles/missing/    | 302      | 405     | 405  | 405   | 405     | 405
desk:draft_article                   | act     | /desk/calls/{leg}/articles/draft/      | 302      | 405     | 405  | 405   | 405     | 405
desk:grants                          | page    | /desk/calls/{leg}/grants/              | 302      | 403     | 403  | 200   | 403     | 403
desk:became                          | piece   | /desk/calls/{leg}/grants/became/       | 302      | 403     | 403  | 200   | 403     | 403
desk:undo_grant                      | act     | /desk/calls/{leg}/grants/undo/         | 302      | 405     | 405  | 405   | 405     | 405
desk:kept                            | act     | /desk/promises/{promise}/kept/         | 302      | 405     | 405  | 405   | 405     | 405
desk:dispositions                    | page    | /dispositions/?period=all              | 302      | 200     | 200  | 403   | 200     | 403
desk:behind                          | page    | /dispositions/calls/?period=all&value=~unknown| 302      | 200     | 200  | 403   | 200     | 403
desk:webhooks                        | page    | /desk/webhooks/                        | 302      | 403     | 403  | 403   | 403     | 200
desk:webhook                         | page    | /desk/webhooks/{webhook}/              | 302      | 403     | 403  | 403   | 403     | 200
desk:again                           | act     | /desk/webhooks/{webhook}/again/        | 302      | 405     | 405  | 405   | 405     | 405
desk:remove_webhook                  | page    | /desk/webhooks/{webhook}/remove/       | 302      | 403     | 403  | 403   | 403     | 200
desk:links                           | page    | /desk/links/                           | 302      | 403     | 403  | 403   | 403     | 200
desk:revoke                          | page    | /desk/links/{phone_link}/revoke/       | 302      | 403     | 403  | 403   | 403     | 200
jobs:list                            | page    | /jobs/                                 | 302      | 403     | 403  | 403   | 403     | 200
jobs:job                             | page    | /jobs/{job}/                           | 302      | 403     | 403  | 403   | 403     | 200
jobs:progress                        | piece   | /jobs/{job}/progress/                  | 302      | 403     | 403  | 403   | 403     | 200
jobs:cancel                          | act     | /jobs/{job}/cancel/                    | 302      | 405     | 405  | 405   | 405     | 405
jobs:again                           | act     | /jobs/{job}/again/                     | 302      | 405     | 405  | 405   | 405     | 405
lists:lists                          | page    | /lists/                                | 302      | 200     | 403  | 403   | 200     | 200
lists:list                           | page    | /lists/topic/                          | 302      | 200     | 403  | 403   | 200     | 200
lists:new                            | page    | /lists/queue/new/                      | 302      | 200     | 403  | 403   | 403     | 200
lists:entry                          | page    | /lists/entries/{entry}/                | 302      | 200     | 403  | 403   | 403     | 200
lists:change                         | page    | /lists/entries/{entry}/change/         | 302      | 200     | 403  | 403   | 403     | 200
lists:remove                         | page    | /lists/entries/{entry}/remove/         | 302      | 200     | 403  | 403   | 403     | 200
lists:add_spelling                   | act     | /lists/entries/{entry}/spellings/      | 302      | 405     | 405  | 405   | 405     | 405
lists:remove_spelling                | page    | /lists/spellings/{entry_spelling}/remove/| 302      | 200     | 403  | 403   | 403     | 200
lists:merge                          | act     | /lists/entries/{entry}/merge/          | 302      | 405     | 405  | 405   | 405     | 405
lists:part                           | act     | /lists/entries/{entry}/apart/          | 302      | 405     | 405  | 405   | 405     | 405
live:stream                          | piece   | /live/                                 | 302      | 204     | 204  | 204   | 204     | 204
notices:inbox                        | page    | /inbox/                                | 302      | 200     | 200  | 200   | 200     | 200
notices:list                         | page    | /notices/                              | 302      | 200     | 200  | 200   | 200     | 200
notices:read_all                     | act     | /notices/read/                         | 302      | 405     | 405  | 405   | 405     | 405
notices:settings                     | page    | /notices/settings/                     | 302      | 200     | 200  | 200   | 200     | 200
notices:notice                       | act     | /notices/{notice}/                     | 302      | 302     | 404  | 404   | 404     | 404
people:list                          | page    | /people/                               | 302      | 403     | 403  | 403   | 403     | 200
people:add                           | page    | /people/add/                           | 302      | 403     | 403  | 403   | 403     | 200
people:teams                         | page    | /people/teams/                         | 302      | 403     | 403  | 403   | 403     | 200
people:team                          | page    | /people/teams/{team}/                  | 302      | 403     | 403  | 403   | 403     | 200
people:person                        | page    | /people/{person}/                      | 302      | 403     | 403  | 403   | 403     | 200
people:set_active                    | act     | /people/{person}/active/               | 302      | 405     | 405  | 405   | 405     | 405
people:invitation                    | act     | /people/{person}/invitation/           | 302      | 405     | 405  | 405   | 405     | 405
people:withdraw                      | act     | /people/{person}/invitation/withdraw/  | 302      | 405     | 405  | 405   | 405     | 405
people:opening                       | page    | /start/x/                              | 200      | 200     | 200  | 200   | 200     | 200
figures:targets                      | page    | /targets/                              | 302      | 200     | 403  | 403   | 403     | 200
people:steps                         | page    | /first-steps/                          | 302      | 403     | 403  | 403   | 403     | 200
people:skip_step                     | act     | /first-steps/invite/skip/              | 302      | 405     | 405  | 405   | 405     | 405
people:agents                        | page    | /agents/                               | 302      | 200     | 403  | 403   | 403     | 200
people:new_agent                     | page    | /agents/new/                           | 302      | 200     | 403  | 403   | 403     | 200
people:agent_proposals               | page    | /agents/proposals/                     | 302      | 200     | 403  | 403   | 403     | 200
people:agents_table                  | page    | /agents/table/                         | 302      | 200     | 403  | 403   | 403     | 200
people:agent                         | page    | /agents/{agent}/                       | 302      | 200     | 403  | 403   | 403     | 200
people:change_agent                  | page    | /agents/{agent}/change/                | 302      | 200     | 403  | 403   | 403     | 200
people:remove_agent                  | page    | /agents/{agent}/remove/                | 302      | 200     | 403  | 403   | 403     | 200
people:add_spelling                  | act     | /agents/{agent}/spellings/             | 302      | 405     | 405  | 405   | 405     | 405
people:remove_spelling               | page    | /agents/spellings/{spelling}/remove/   | 302      | 200     | 403  | 403   | 403     | 200
people:add_stretch                   | act     | /agents/{agent}/teams/                 | 302      | 405     | 405  | 405   | 405     | 405
people:remove_stretch                | page    | /agents/teams/{stretch}/remove/        | 302      | 200     | 403  | 403   | 403     | 200
people:merge_agent                   | act     | /agents/{agent}/merge/                 | 302      | 405     | 405  | 405   | 405     | 405
people:part_agent                    | act     | /agents/{agent}/apart/                 | 302      | 405     | 405  | 405   | 405     | 405
people:profile                       | page    | /profile/                              | 302      | 200     | 200  | 200   | 200     | 200
people:choose_language               | act     | /preferences/language/                 | 405      | 405     | 405  | 405   | 405     | 405
people:choose_theme                  | act     | /preferences/theme/                    | 405      | 405     | 405  | 405   | 405     | 405
authority:own                        | page    | /authority/                            | 302      | 200     | 200  | 200   | 403     | 403
authority:became                     | piece   | /authority/became/                     | 302      | 200     | 200  | 200   | 403     | 403
authority:withdraw                   | act     | /authority/withdraw/                   | 302      | 405     | 405  | 405   | 405     | 405
authority:take_back                  | act     | /authority/take-back/                  | 302      | 405     | 405  | 405   | 405     | 405
authority:to_decide                  | page    | /authority/requests/                   | 302      | 200     | 200  | 403   | 403     | 403
authority:waiting                    | piece   | /authority/requests/waiting/           | 302      | 200     | 200  | 403   | 403     | 403
authority:decide                     | act     | /authority/requests/decide/            | 302      | 405     | 405  | 405   | 405     | 405
authority:noted                      | act     | /authority/requests/noted/             | 302      | 405     | 405  | 405   | 405     | 405
authority:deputies                   | page    | /authority/deputies/                   | 302      | 200     | 200  | 403   | 403     | 403
authority:new_deputy                 | page    | /authority/deputies/new/               | 302      | 200     | 200  | 403   | 403     | 403
authority:remove_deputy              | page    | /authority/deputies/{deputy}/remove/   | 302      | 200     | 404  | 403   | 403     | 403
authority:ledger                     | page    | /authority/ledger/                     | 302      | 200     | 200  | 403   | 200     | 403
authority:confirm                    | act     | /authority/ledger/confirm/             | 302      | 405     | 405  | 405   | 405     | 405
authority:limits                     | page    | /authority/limits/                     | 302      | 200     | 403  | 403   | 200     | 200
authority:new_limit                  | page    | /authority/limits/new/                 | 302      | 200     | 403  | 403   | 403     | 403
authority:limit                      | page    | /authority/limits/{limit}/             | 302      | 200     | 403  | 403   | 200     | 200
authority:change_limit               | page    | /authority/limits/{limit}/change/      | 302      | 200     | 403  | 403   | 403     | 403
authority:settle                     | act     | /authority/limits/{limit}/settle/      | 302      | 405     | 405  | 405   | 405     | 405
authority:kinds                      | page    | /authority/kinds/                      | 302      | 200     | 403  | 403   | 200     | 200
authority:new_kind                   | page    | /authority/kinds/new/                  | 302      | 200     | 403  | 403   | 403     | 403
authority:kind                       | page    | /authority/kinds/{grant_kind}/         | 302      | 200     | 403  | 403   | 403     | 403
authority:two_people                 | page    | /authority/two-people/                 | 302      | 403     | 403  | 403   | 403     | 200
authority:receiver                   | page    | /authority/receiver/                   | 302      | 403     | 403  | 403   | 403     | 200
goals:list                           | page    | /goals/                                | 302      | 200     | 200  | 200   | 200     | 403
goals:new                            | page    | /goals/new/                            | 302      | 200     | 200  | 403   | 403     | 403
goals:goal                           | page    | /goals/{goal}/                         | 302      | 200     | 200  | 200   | 200     | 403
goals:change                         | page    | /goals/{goal}/change/                  | 302      | 200     | 403  | 403   | 403     | 403
goals:alerts                         | page    | /alerts/                               | 302      | 200     | 200  | 200   | 200     | 403
goals:new_alert                      | page    | /alerts/new/                           | 302      | 200     | 200  | 403   | 403     | 403
goals:alert                          | page    | /alerts/{alert}/                       | 302      | 200     | 200  | 200   | 200     | 403
goals:follow                         | act     | /goals/{goal}/follow/                  | 302      | 405     | 405  | 405   | 405     | 405
goals:follow_alert                   | act     | /alerts/{alert}/follow/                | 302      | 405     | 405  | 405   | 405     | 405
goals:remove_alert                   | page    | /alerts/{alert}/remove/                | 302      | 200     | 403  | 403   | 403     | 403
goals:remove                         | page    | /goals/{goal}/remove/                  | 302      | 200     | 403  | 403   | 403     | 403
"""  # noqa: E501 -- drawn as a table


@dataclass(frozen=True)
class Visit:
    """One address, what it is, and what each role meets there."""

    name: str
    kind: str
    address: str
    statuses: dict[str, int]

    @property
    def room(self) -> str:
        """The room whose address it is; those of signing in, and the site's own, have none and stand together."""
        space, mark, _ = self.name.partition(":")
        return space if mark else "site"

    def reader(self) -> str:
        """A role that can open it, the manager before others."""
        order = ("manager", "administrator", "team_lead", "agent", "stranger")
        return next(role for role in order if self.statuses[role] == 200)


def _read(line: str) -> Visit:
    name, kind, address, *statuses = (cell.strip() for cell in line.split("|"))
    return Visit(name, kind, address, dict(zip(ROLES, map(int, statuses), strict=True)))


VISITS = [_read(line) for line in TABLE.strip().splitlines()[1:]]
PAGES = [visit for visit in VISITS if visit.kind == "page"]


def rooms() -> list[str]:
    """Every room that has an address."""
    return sorted({visit.room for visit in VISITS})


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address in the resolver, its room before it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, space + (f"{entry.namespace}:" if entry.namespace else ""))
        else:
            yield space + named(entry)


def named(entry: URLPattern) -> str:
    """The name of one address; an address without one shows as its pattern."""
    return entry.name or str(entry.pattern)


def a_report(owner: User) -> Report:
    """A report of everything for its owner alone."""
    report = Report.objects.create(owner=owner, name="R1")
    ReportReader.objects.create(report=report, reader=owner)
    return report


def a_deputy(cast: Cast) -> Deputy:
    """The lead decides in the manager's place."""
    first = date(2026, 3, 1)
    return Deputy.objects.create(person=cast.manager, deputy=cast.team_lead, first=first)


def a_grant(agent: User) -> Grant:
    """Anna refunded 5.00 EUR in contact c01."""
    subject = WishSubject(contact_id="table:c01")
    wish = wished(kind_named("refund"), subject, Money(500, "EUR"), reason="late")
    return granted(wish, agent=agent, charged_to=agent)


def a_limit(owner: User) -> GrantLimit:
    """Agents may refund 50.00 EUR."""
    return GrantLimit.objects.create(
        kind=kind_named("refund"),
        role="agent",
        currency="EUR",
        per_event_minor=5_000,
        state=GrantLimit.State.HOLDS,
        proposed_by=owner,
        settled_by=owner,
        settled_at=timezone.now(),
    )


def _upload_with_columns(cast: Cast) -> Upload:
    """An upload whose columns were looked at and wait to be chosen."""
    files = [{"name": "calls.csv", "kept_as": "calls.csv", "size": 12}]
    upload = Upload.objects.create(source="table", uploaded_by=cast.manager, files=files, report={})
    path = folder_of(upload) / "calls.csv"
    path.parent.mkdir(parents=True)
    path.write_text("Nr;Beginn\n1;13.03.2026 08:35\n2;14.03.2026 09:00\n")
    settle(upload)
    return upload


def _of_the_desk(cast: Cast) -> dict[str, object]:
    """A call that Anna took, with a callback promised, and the phone system that told of it."""
    link = PhoneLink(name="PBX", source="asterisk")
    make_link(link, by=cast.administrator)
    event = {
        "call_id": "1.1",
        "agent": cast.agent.agent,
        "state": "connected",
        "number": "+31612345678",
    }
    leg = take_event(read_event(event), link)
    webhook = Webhook.objects.create(name="CRM", url="https://crm.example/hook", nonce="n")
    due = timezone.now() + timedelta(days=1)
    dispose(leg, Ending(Solved.FOLLOW_UP, call_back=due), by=cast.agent, known=0)
    return {
        "leg": leg.pk,
        "promise": Callback.objects.get().pk,
        "phone_link": link.pk,
        "webhook": webhook.pk,
    }


def survey_things(cast: Cast) -> dict[str, object]:
    """A wave that nobody was drawn for, a question of our own, and a case that a customer says is not solved."""
    moment = timezone.now()
    own = SurveyQuestion.objects.create(code="speed", wording={"en": "Was it fast?"})
    asked = Wave.objects.create(name="Asked", company="Acme", owner=cast.manager)
    invitation = Invitation.objects.create(
        wave=asked,
        contact_id="table:c01",
        arrived_at=moment,
        language="en",
        inclusion_p=1,
        due_at=moment,
    )
    unsolved = Reopening.objects.create(
        invitation=invitation, owner=cast.team_lead, due_at=moment + timedelta(days=2)
    )
    wave = Wave.objects.create(name="Spring", company="Acme", owner=cast.manager)
    return {"wave": wave.pk, "question": own.pk, "reopening": unsolved.pk}


def _of_the_plans(cast: Cast) -> dict[str, object]:
    """A plan of Marit's for the whole centre, with something tried that is not registered yet, and a meeting."""
    given = {"metric": "next_contact_avoidance", "owner": cast.manager}
    plan = ImprovementPlan.objects.create(name="Ä", **given)
    intervention = Intervention.objects.create(
        plan=plan,
        lever="training",
        object="Ö",
        units={"Anna W": {}},
        worth=0.03,
        verdict_on=date(2027, 3, 1),
        **given,
    )
    meeting = ReviewMeeting.objects.create(plan=plan, day=date(2026, 4, 1))
    return {"plan": plan.pk, "intervention": intervention.pk, "plan_meeting": meeting.pk}


def _of_the_articles(cast: Cast) -> dict[str, object]:
    """An article of Marit's that everybody reads, flagged by Anna."""
    article = Article.objects.create(owner=cast.manager)
    text = {"language": "en", "title": "Äpfel", "body": "Ä **b** ö"}
    revision = propose(article, significance="meaning", by=cast.manager, after=0, **text)
    approve(revision, by=cast.manager)
    raised = flag(revision, "Ä", by=cast.agent)
    picture = ArticlePicture.objects.create(digest="0" * 32, media_type="image/png", data=b"x")
    ids = {"article": article.pk, "revision": revision.pk, "article_flag": raised.pk}
    return {**ids, "picture": picture.digest}


def an_alert(setter: User) -> Alert:
    """The service level is watched from the middle of the small lake on."""
    last = date(2026, 3, 8)
    return Alert.objects.create(
        metric="service_level", scope="{}", baseline_last=last, set_by=setter
    )


def a_goal(setter: User) -> Goal:
    """Nine of ten calls are to be answered in time, from the day the small lake begins until in a month."""
    first, last = date(2026, 3, 2), timezone.localdate() + timedelta(days=30)
    goal = Goal(metric="service_level", span=GoalSpan.OWN, first=first, last=last)
    wording = Wording(Decimal("0.9"), "", "Äpfel first")
    return set_goal(goal, wording, by=setter, reading=None, today=last)


@pytest.fixture
def things(cast: Cast, lent_small_lake: Path) -> dict[str, object]:
    """What addresses with a variable lead to: one of each thing that can be opened."""
    upload = _upload_with_columns(cast)
    job = Job.objects.create(kind=CHECK, state=Job.State.DONE, about=str(upload.pk))
    text = IS_IN(files="calls.csv")
    notice = Notice.objects.create(reader=cast.manager, kind=FINISHED, text=text, href="/imports/")
    payload = {"contact_id": "table:c01"}
    north = Team.objects.get(name="North")
    agent = KnownAgent.objects.create(name="Bea B")
    entry = ListEntry.objects.create(kind="topic", name="order")
    spelling = EntrySpelling.objects.create(entry=entry, kind="topic", spelt="orders")
    fill([KeptPerson(7, "+31612345678", "ann@b.de", "consent", date(2026, 3, 1), date(2026, 3, 2))])
    return {
        "customer": "7",
        "view": SavedView.objects.create(
            name="Sales", address="/?queue=sales", owner=cast.manager, circle="everybody"
        ).pk,
        "annotation": Annotation.objects.create(
            day=date(2026, 3, 10), words="new voice menu", author=cast.manager
        ).pk,
        "folder": WatchedFolder.objects.create(path="/srv/exports").pk,
        "upload": upload.pk,
        "run": history()[0].run_id,
        "mapping": put(SavedMapping(name="daily"), text="", by=cast.manager).pk,
        "correction": Job.objects.create(kind=CORRECT, payload=payload, asked_by=cast.manager).pk,
        "comparison": CustomersComparison.objects.create(asked_by=cast.manager).pk,
        "job": job.pk,
        "notice": notice.pk,
        "team": north.pk,
        "person": cast.agent.pk,
        "agent": agent.pk,
        "entry": entry.pk,
        "entry_spelling": spelling.pk,
        "spelling": Spelling.objects.create(agent=agent, spelt="bb").pk,
        "token": make_token(cast.manager, "monthly report", scopes=["ask"])[0].pk,
        "report": a_report(cast.manager).pk,
        **_of_the_articles(cast),
        **_of_the_plans(cast),
        "goal": a_goal(cast.manager).pk,
        "alert": an_alert(cast.manager).pk,
        **_of_the_desk(cast),
        **survey_things(cast),
        "deputy": a_deputy(cast).pk,
        "limit": a_limit(cast.manager).pk,
        "grant_kind": kind_named("refund").pk,
        "grant": a_grant(cast.agent).pk,
        "stretch": TeamStretch.objects.create(agent=agent, team=north).pk,
    }
