"""The schema lists its root fields; each lives in the file of its name under `queries/`."""

import graphene

from .arguments import take_null_as_default
from .mutations import (
    begin_draft,
    begin_upload,
    complain_of_delay,
    confirm_following,
    follow_changes,
    open_preview,
    rate_dossier,
    record_click,
    record_next,
    record_search,
    record_view,
    remove_upload,
    report_mistake,
    reuse_file,
    save_draft,
    send_message,
    submit_dossier,
    supplement_dossier,
    unfollow,
    withdraw_dossier,
)
from .queries import (
    agencies,
    changes_since,
    check_answers,
    communes,
    decision,
    decisions,
    dossier,
    draft,
    filing,
    following,
    form_preview,
    intake_form,
    life_situations,
    login_offered,
    me,
    menu,
    node,
    page,
    pages,
    preview,
    procedure,
    procedures,
    recent_changes,
    search_procedures,
    sectors,
    site_notice,
    suggest,
)


class Query(graphene.ObjectType):
    """All that can be asked of the public record (truy vấn)."""

    node, resolve_node = node.field, staticmethod(node.resolve)
    procedure, resolve_procedure = procedure.field, staticmethod(procedure.resolve)
    procedures, resolve_procedures = procedures.field, staticmethod(procedures.resolve)
    search_procedures, resolve_search_procedures = search_procedures.field, staticmethod(search_procedures.resolve)
    suggest, resolve_suggest = suggest.field, staticmethod(suggest.resolve)
    decision, resolve_decision = decision.field, staticmethod(decision.resolve)
    decisions, resolve_decisions = decisions.field, staticmethod(decisions.resolve)
    changes_since, resolve_changes_since = changes_since.field, staticmethod(changes_since.resolve)
    recent_changes, resolve_recent_changes = recent_changes.field, staticmethod(recent_changes.resolve)
    sectors, resolve_sectors = sectors.field, staticmethod(sectors.resolve)
    agencies, resolve_agencies = agencies.field, staticmethod(agencies.resolve)
    following, resolve_following = following.field, staticmethod(following.resolve)
    communes, resolve_communes = communes.field, staticmethod(communes.resolve)
    intake_form, resolve_intake_form = intake_form.field, staticmethod(intake_form.resolve)
    check_answers, resolve_check_answers = check_answers.field, staticmethod(check_answers.resolve)
    filing, resolve_filing = filing.field, staticmethod(filing.resolve)
    draft, resolve_draft = draft.field, staticmethod(draft.resolve)
    dossier, resolve_dossier = dossier.field, staticmethod(dossier.resolve)
    login_offered, resolve_login_offered = login_offered.field, staticmethod(login_offered.resolve)
    me, resolve_me = me.field, staticmethod(me.resolve)
    preview, resolve_preview = preview.field, staticmethod(preview.resolve)
    form_preview, resolve_form_preview = form_preview.field, staticmethod(form_preview.resolve)
    page, resolve_page = page.field, staticmethod(page.resolve)
    pages, resolve_pages = pages.field, staticmethod(pages.resolve)
    life_situations, resolve_life_situations = life_situations.field, staticmethod(life_situations.resolve)
    menu, resolve_menu = menu.field, staticmethod(menu.resolve)
    site_notice, resolve_site_notice = site_notice.field, staticmethod(site_notice.resolve)


class Mutation(graphene.ObjectType):
    """What a front end may tell and do. Nothing of the public record is changed here (gửi thông tin, nộp hồ sơ)."""

    record_search, resolve_record_search = record_search.field, staticmethod(record_search.resolve)
    record_next, resolve_record_next = record_next.field, staticmethod(record_next.resolve)
    record_click, resolve_record_click = record_click.field, staticmethod(record_click.resolve)
    record_view, resolve_record_view = record_view.field, staticmethod(record_view.resolve)
    report_mistake, resolve_report_mistake = report_mistake.field, staticmethod(report_mistake.resolve)
    follow_changes, resolve_follow_changes = follow_changes.field, staticmethod(follow_changes.resolve)
    confirm_following, resolve_confirm_following = confirm_following.field, staticmethod(confirm_following.resolve)
    unfollow, resolve_unfollow = unfollow.field, staticmethod(unfollow.resolve)
    open_preview, resolve_open_preview = open_preview.field, staticmethod(open_preview.resolve)

    begin_draft, resolve_begin_draft = begin_draft.field, staticmethod(begin_draft.resolve)
    save_draft, resolve_save_draft = save_draft.field, staticmethod(save_draft.resolve)
    submit_dossier, resolve_submit_dossier = submit_dossier.field, staticmethod(submit_dossier.resolve)
    supplement_dossier, resolve_supplement_dossier = supplement_dossier.field, staticmethod(supplement_dossier.resolve)
    withdraw_dossier, resolve_withdraw_dossier = withdraw_dossier.field, staticmethod(withdraw_dossier.resolve)
    send_message, resolve_send_message = send_message.field, staticmethod(send_message.resolve)
    complain_of_delay, resolve_complain_of_delay = complain_of_delay.field, staticmethod(complain_of_delay.resolve)
    rate_dossier, resolve_rate_dossier = rate_dossier.field, staticmethod(rate_dossier.resolve)
    begin_upload, resolve_begin_upload = begin_upload.field, staticmethod(begin_upload.resolve)
    remove_upload, resolve_remove_upload = remove_upload.field, staticmethod(remove_upload.resolve)
    reuse_file, resolve_reuse_file = reuse_file.field, staticmethod(reuse_file.resolve)


# What anybody may ask, so that answers may be kept and come by GET. A root field that is not named here is private:
# POST alone, `no-store`, never kept.
PUBLIC = frozenset(
    {
        "node",
        "procedure",
        "procedures",
        "searchProcedures",
        "suggest",
        "decision",
        "decisions",
        "changesSince",
        "recentChanges",
        "sectors",
        "agencies",
        "communes",
        "intakeForm",
        "page",
        "pages",
        "menu",
        "lifeSituations",
        "siteNotice",
        "__schema",
        "__type",
        "__typename",
    }
)

schema = graphene.Schema(query=Query, mutation=Mutation)
take_null_as_default(schema.graphql_schema)
