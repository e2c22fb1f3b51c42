"""Who gets what answer: every address, verb, role and relation. Read it as the policy; the tests run every cell.

Answers: `200` a page; `done` the act went through and something changed; `again` a redirect that changed nothing;
`in` the way to the sign-in page, with what was typed given back; `202` not made yet; and the refusals `403`, `404`,
`405`, `409` (it has moved on), `422` (the form was refused). Unsaved text, and that one has read a notification, is
`kept` without an act; or `late`: it has moved on, and the text is kept all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

# ---- the people: all but the last eight are members of the organisation that the things belong to ----------------
ROLES = {
    "anonymous": "nobody is signed in",
    "practitioner": "member",
    "officer": "member; wrote and submitted everything",
    "approver": "member; another information officer, who approved, published and withdrew",
    "manager": "member",
    "auditor": "member",
    "administrator": "member",
    "stranger": "information officer of another organisation",
    "rival": "manager and administrator and auditor of another organisation",
    "ended": "was information officer here until yesterday",
    "coming": "will be information officer here from tomorrow",
    "closed": "information officer here whose account is closed",
    "reader": "of another organisation, with a grant to read these documents",
    "drafts_reader": "of another organisation, with a grant to read these documents and their drafts",
    "guest_approver": "of another organisation, with a grant to approve these documents",
    "expired": "of another organisation, with such a grant that ended yesterday",
    "invited": "without an account; invited to sign for another organisation, and proved the mailbox",
}
# a closed account is not signed in, whatever cookie it sends; an invitation opens its own pages and no others
NOBODY = {"anonymous", "closed", "invited"}

# ---- in which state a version may be read: columns are states of a document's version ----------------------------
STATES = [
    "draft", "in_review", "approved", "scheduled", "in_force", "superseded", "withdrawn", "cancelled", "given_up",
    "closed_in_force", "closed_scheduled",
]  # fmt: skip
# "cancelled" was published for a later day and withdrawn before it came; "closed" are those that the organisation
# keeps to itself.
READS = """
                draft in_review approved scheduled in_force superseded withdrawn cancelled given_up closed_in_force closed_scheduled
anonymous       .     .         .        yes       yes      yes        yes       .         .        .               .
practitioner    .     .         .        yes       yes      yes        yes       .         .        yes             yes
officer         yes   yes       yes      yes       yes      yes        yes       yes       yes      yes             yes
approver        yes   yes       yes      yes       yes      yes        yes       yes       yes      yes             yes
manager         yes   yes       yes      yes       yes      yes        yes       yes       yes      yes             yes
auditor         .     .         .        yes       yes      yes        yes       .         .        yes             yes
administrator   .     .         .        yes       yes      yes        yes       .         .        yes             yes
stranger        .     .         .        yes       yes      yes        yes       .         .        .               .
rival           .     .         .        yes       yes      yes        yes       .         .        .               .
ended           .     .         .        yes       yes      yes        yes       .         .        .               .
coming          .     .         .        yes       yes      yes        yes       .         .        .               .
closed          .     .         .        yes       yes      yes        yes       .         .        .               .
reader          .     .         .        yes       yes      yes        yes       .         .        yes             yes
drafts_reader   yes   yes       yes      yes       yes      yes        yes       yes       yes      yes             yes
guest_approver  yes   yes       yes      yes       yes      yes        yes       yes       yes      yes             yes
expired         .     .         .        yes       yes      yes        yes       .         .        .               .
invited         .     .         .        yes       yes      yes        yes       .         .        .               .
"""  # noqa: E501  # one line for each role

# ---- who holds the right that a page of a document asks for ------------------------------------------------------
MAY = {
    "read": set(ROLES),  # reading is enough
    "inside": {"officer", "approver", "manager"},
    "write": {"officer", "approver"},
    "drafts": {"officer", "approver", "manager", "drafts_reader", "guest_approver"},
    "comment": {"officer", "approver", "manager", "guest_approver"},
    "approve": {"officer", "approver", "manager", "guest_approver"},
    "publish": {"officer", "approver", "manager"},
    "here": {"practitioner", "officer", "approver", "manager", "auditor", "administrator"},
}

# ---- pages of one document or version: 404 without reading it, 403 without the right, else what stands here ------
# Nothing was printed yet (202), and what was to print the withdrawn one failed (503).
# `public` addresses answer without signing in; all others send to the sign-in page first.
DOCUMENTS = """
                  right    verb draft in_review approved scheduled in_force superseded withdrawn cancelled given_up closed_in_force closed_scheduled
document          public   GET  200   200       200      200       200      200        200       200       200      200             200
short             public   GET  again again     again    again     again    again      again     again     again    again           again
poster            public   GET  404   404       404      404       200      200        404       404       404      404             404
history           public   GET  200   200       200      200       200      200        200       200       200      200             200
version           public   GET  200   200       200      200       200      200        200       200       200      200             200
version-changes   public   GET  again again     again    again     again    again      again     again     again    again           again
compare           public   GET  200   200       200      200       200      again      200       200       200      200             200
compare-pdf       read     GET  again again     again    again     again    again      again     again     again    again           again
compare-pdf       read     POST again again     again    again     again    again      again     again     again    again           again
version-restore   write    GET  200   200       200      200       200      200        200       200       200      200             200
version-restore   write    POST 409   409       409      done      done     done       done      done      done     done            done
version-pdf       public   GET  200   200       200      202       202      202        503       202       200      202             202
control           write    GET  200   200       200      200       200      200        200       200       200      200             200
control           write    POST done  done      done     done      done     done       done      done      done     done            done
translation       write    GET  200   200       200      200       200      200        200       200       200      200             200
translation       write    POST done  done      done     done      done     done       done      done      done     done            done
reviews           inside   GET  200   200       200      200       200      200        200       200       200      200             200
review-record     write    GET  again again     again    again     200      200        again     again     again    200             again
review-record     write    POST again again     again    again     done     done       again     again     again    done            again
review-call       write    GET  again again     again    again     200      200        again     again     again    200             again
review-call       write    POST again again     again    again     done     done       again     again     again    done            again
readers           publish  GET  200   200       200      200       200      200        200       200       200      200             200
readers-csv       publish  GET  told  told      told     told      told     told       told      told      told     told            told
reading-ask       publish  GET  200   200       200      200       200      200        200       200       200      200             200
reading-ask       publish  POST 422   422       422      422       done     done       422       422       422      done            422
reading-confirm   here     GET  200   200       200      200       200      200        200       200       200      200             200
reading-confirm   here     POST 404   404       404      409       done     409        409       404       404      409             409
reading-opened    here     POST 404   404       404      409       told     409        409       404       404      409             409
adopted           write    GET  200   200       200      200       200      200        200       200       200      200             200
adopted-take      write    POST done  409       409      409       409      409        409       409       409      409             409
adopted-follow    write    POST done  done      done     done      done     done       done      done      done     done            done
access            write    GET  200   200       200      200       200      200        200       200       200      200             200
access            write    POST done  done      done     done      done     done       done      done      done     done            done
access-end        write    GET  200   200       200      200       200      200        200       200       200      200             200
access-end        write    POST done  done      done     done      done     done       done      done      done     done            done
draft-new         write    GET  200   200       200      200       200      200        200       200       200      200             200
draft-new         write    POST 409   409       409      done      done     done       done      done      done     done            done
draft             write    GET  200   again     again    again     again    again      again     again     again    again           again
details           write    GET  200   409       409      409       409      409        409       409       409      409             409
details           write    POST done  409       409      409       409      409        409       409       409      409             409
section-add       write    GET  200   409       409      409       409      409        409       409       409      409             409
section-add       write    POST done  409       409      409       409      409        409       409       409      409             409
section-edit      write    GET  200   409       409      409       409      409        409       409       409      409             409
section-edit      write    POST done  late      late     late      late     late       late      late      late     late            late
section-autosave  write    POST kept  late      late     late      late     late       late      late      late     late            late
section-comments  drafts   GET  200   200       200      200       200      200        200       200       200      200             200
section-comments  comment  POST done  done      done     409       409      409        409       409       409      409             409
comments          drafts   GET  200   200       200      200       200      200        200       200       200      200             200
section-preview   write    POST 200   200       200      200       200      200        200       200       200      200             200
section-move      write    POST done  409       409      409       409      409        409       409       409      409             409
section-remove    write    GET  200   409       409      409       409      409        409       409       409      409             409
section-remove    write    POST done  409       409      409       409      409        409       409       409      409             409
steps             write    GET  200   again     again    again     again    again      again     again     again    again           again
step-add          write    GET  200   409       409      409       409      409        409       409       409      409             409
step-add          write    POST done  409       409      409       409      409        409       409       409      409             409
step-edit         write    GET  200   409       409      409       409      409        409       409       409      409             409
step-edit         write    POST done  409       409      409       409      409        409       409       409      409             409
step-move         write    POST done  409       409      409       409      409        409       409       409      409             409
step-remove       write    GET  200   409       409      409       409      409        409       409       409      409             409
step-remove       write    POST done  409       409      409       409      409        409       409       409      409             409
attachment        public   GET  200   200       200      200       200      200        200       200       200      200             200
attachments       write    GET  200   409       409      409       409      409        409       409       409      409             409
attachments       write    POST done  409       409      409       409      409        409       409       409      409             409
attachment-remove write    GET  200   409       409      409       409      409        409       409       409      409             409
attachment-remove write    POST done  409       409      409       409      409        409       409       409      409             409
submit            write    GET  200   409       409      409       409      409        409       409       409      409             409
submit            write    POST done  409       409      409       409      409        409       409       409      409             409
recall            write    GET  409   200       200      409       409      409        409       409       409      409             409
recall            write    POST again done      done     409       409      409        409       409       409      409             409
review            approve  GET  409   200       409      409       409      409        409       409       409      409             409
review            approve  POST 409   done      409      409       409      409        409       409       409      409             409
approval-take-back  approve  GET  409 again     409      409       409      409        409       409       409      409             409
approval-take-back  approve  POST 409 again     409      409       409      409        409       409       409      409             409
approval-delegate   approve  GET  409 200       409      409       409      409        409       409       409      409             409
approval-delegate   approve  POST 409 done      409      409       409      409        409       409       409      409             409
approval-remind     write    GET  200 200       409      409       409      409        409       409       409      409             409
approval-remind     write    POST done done     409      409       409      409        409       409       409      409             409
disclosure        publish  GET  200   200       200      200       200      200        200       409       409      200             200
disclosure        publish  POST done  done      done     done      done     done       done      409       409      done            done
publish           publish  GET  409   409       200      409       409      409        409       409       409      409             409
publish           publish  POST 409   409       done     409       409      409        409       409       409      409             409
withdraw          publish  GET  409   409       409      200       200      409        409       409       409      200             200
withdraw          publish  POST 409   409       409      done      done     409        409       409       409      done            done
give-up           write    GET  200   409       409      409       409      409        409       409       409      409             409
give-up           write    POST done  409       409      409       409      409        409       409       409      409             409
"""  # noqa: E501  # one line for each address and verb

# The same form sent twice by the person who did it is no refusal; and nobody approves what he submitted himself.
BUT = {
    ("approval-remind", "POST", "officer", "draft"): "409",  # the author, who is the one waited for
    ("review", "POST", "officer", "in_review"): "403",
    ("approval-delegate", "GET", "officer", "in_review"): "403",
    ("approval-delegate", "POST", "officer", "in_review"): "403",
    ("submit", "POST", "officer", "in_review"): "again",
    ("review", "POST", "approver", "approved"): "again",
    ("publish", "POST", "approver", "scheduled"): "again",
    ("publish", "POST", "approver", "in_force"): "again",
    ("publish", "POST", "approver", "superseded"): "again",
    ("publish", "POST", "approver", "closed_in_force"): "again",
    ("publish", "POST", "approver", "closed_scheduled"): "again",
    ("withdraw", "POST", "approver", "withdrawn"): "again",
    ("withdraw", "POST", "approver", "cancelled"): "again",
    ("withdraw", "POST", "officer", "given_up"): "again",
    ("give-up", "POST", "officer", "given_up"): "again",
    ("give-up", "POST", "approver", "withdrawn"): "again",
    ("give-up", "POST", "approver", "cancelled"): "again",
}

# ---- all other addresses: one answer for each role; `members` are the six roles above ----------------------------
# `parties` are the people of the two organisations that the agreements name.
# `else` is the answer for everybody else; `members:403,404` gives one answer to members and another to the rest.
# The stranger starts documents in an organisation of his own: here he asks for one in another's, and is refused.
OTHERS = """
address                          verb  answer  for                                          else
governance:home                  GET   200     everybody                                    .
governance:policies              GET   200     everybody                                    .
governance:search                GET   200     everybody                                    .
governance:guidance              GET   200     everybody                                    .
practice:signatory:draft         GET   200     officer,approver                             manager:403,404
practice:signatory:draft         POST  done    officer,approver                             manager:403,404
practice:signatory:in_force      GET   409     officer,approver                             403
practice:signatory:in_force      POST  409     officer,approver                             403
organisations:list               GET   200     everybody                                    .
organisations:organisation       GET   200     everybody                                    .
governance:framework             GET   200     everybody                                    .
page-help                        GET   200     everybody                                    .
page-help-task                   GET   200     everybody                                    .
page-accessibility               GET   200     everybody                                    .
page-privacy                     GET   200     everybody                                    .
page-cookies                     GET   200     everybody                                    .
page-licences                    GET   200     everybody                                    .
page-components                  GET   200     everybody                                    .
healthz                          GET   200     everybody                                    .
governance:work                  GET   200     signed-in                                    .
governance:matrix                GET   200     signed-in                                    .
governance:matrix-csv            GET   200     signed-in                                    .
governance:charts                GET   200     signed-in                                    .
governance:assign-owner          GET   200     officer,approver                             stranger:404,403
governance:assign-owner          POST  done    officer,approver                             stranger:404,403
governance:set-review-date       GET   200     officer,approver                             stranger:404,403
governance:set-review-date       POST  done    officer,approver                             stranger:404,403
governance:documents             GET   200     officer,approver,manager,stranger,rival,drafts_reader,guest_approver  403
governance:document-new          GET   200     officer,approver,stranger                    403
governance:document-new          POST  done    officer,approver                             stranger:422,403
governance:templates             GET   200     signed-in                                    .
governance:template              GET   200     signed-in                                    .
governance:template-version      GET   200     signed-in                                    .
governance:template-changes      GET   200     signed-in                                    .
governance:word-import-new       GET   200     officer,approver,stranger                    403
governance:word-import-new       POST  done    officer,approver                             stranger:422,403
governance:word-import           GET   200     officer,approver                             stranger:404,403
governance:word-import           POST  done    officer,approver                             stranger:404,403
governance:word-import-give-up   GET   200     officer,approver                             stranger:404,403
governance:word-import-give-up   POST  done    officer,approver                             stranger:404,403
governance:job:waiting           GET   200     officer,approver,manager                     404
governance:job:waiting           POST  again   officer,approver,manager                     404
governance:job:failed            GET   200     officer,approver,manager                     404
governance:job:failed            POST  done    officer,approver,manager                     404
governance:approval-rules        GET   200     members                                      404
governance:approval-rule         GET   200     administrator                                members:403,404
governance:approval-rule         POST  done    administrator                                members:403,404
governance:body-imports          GET   200     administrator                                members:403,404
governance:body-imports          POST  done    administrator                                members:403,404
governance:body-import           GET   200     administrator                                members:403,404
governance:body-import           POST  again   administrator                                members:403,404
governance:body-import-bring-in  GET   200     administrator                                members:403,404
governance:body-import-bring-in  POST  done    administrator                                members:403,404
governance:body-import-give-up   GET   200     administrator                                members:403,404
governance:body-import-give-up   POST  done    administrator                                members:403,404
governance:readings              GET   200     signed-in                                    .
governance:notifications         GET   200     signed-in                                    .
governance:notifications         POST  kept    practitioner                                 again
governance:notification-settings GET   200     signed-in                                    .
governance:notification-settings POST  done    signed-in                                    .
governance:mail-again            POST  done    practitioner                                 404
governance:undelivered           GET   200     administrator                                members:403,404
governance:undelivered-again     POST  done    administrator                                members:403,404
governance:training-done         GET   200     members                                      404
governance:training-done         POST  done    members                                      404
governance:reading-withdraw      GET   200     officer,approver,manager                     404
governance:reading-withdraw      POST  done    officer,approver,manager                     404
governance:reading-report        GET   200     officer,approver,manager                     members:403,404
governance:reading-report-csv    GET   told    officer,approver,manager                     members:403,404
governance:training              GET   200     officer,approver,manager                     members:403,404
governance:training              POST  done    officer,approver,manager                     members:403,404
governance:training-item         GET   200     officer,approver,manager                     members:403,404
governance:training-csv          GET   told    officer,approver,manager                     members:403,404
governance:training-ask          GET   200     officer,approver,manager                     members:403,404
governance:training-ask          POST  done    officer,approver,manager                     members:403,404
governance:training-change       GET   200     officer,approver,manager                     members:403,404
governance:training-change       POST  done    officer,approver,manager                     members:403,404
organisations:settings           GET   200     members                                      404
organisations:roles              GET   200     members                                      404
organisations:people             GET   200     members                                      404
organisations:appointments       GET   200     members                                      404
organisations:teams              GET   200     members                                      404
organisations:contacts           GET   200     members                                      404
organisations:identifiers        GET   200     members                                      404
organisations:identifiers        POST  done    administrator                                members:403,404
organisations:details            GET   200     administrator                                members:403,404
organisations:details            POST  done    administrator                                members:403,404
organisations:four-eyes          GET   200     administrator                                members:403,404
organisations:four-eyes          POST  done    administrator                                members:403,404
organisations:sharing            GET   200     members                                      404
organisations:sharing            POST  done    administrator                                members:403,404
organisations:logo-picture       GET   200     everybody                                    .
organisations:logo               GET   200     administrator                                members:403,404
organisations:logo               POST  done    administrator                                members:403,404
organisations:logo-remove        GET   200     administrator                                members:403,404
organisations:logo-remove        POST  done    administrator                                members:403,404
organisations:contact-add        GET   200     administrator                                members:403,404
organisations:contact-add        POST  done    administrator                                members:403,404
organisations:contact-change     GET   200     administrator                                members:403,404
organisations:contact-change     POST  done    administrator                                members:403,404
organisations:contact-remove     GET   200     administrator                                members:403,404
organisations:contact-remove     POST  done    administrator                                members:403,404
organisations:person-add         GET   200     administrator                                members:403,404
organisations:person-add         POST  done    administrator                                members:403,404
organisations:membership-end     GET   200     administrator                                members:403,404
organisations:membership-end     POST  done    administrator                                members:403,404
organisations:appointment-add    GET   200     administrator                                members:403,404
organisations:appointment-add    POST  done    administrator                                members:403,404
organisations:appointment-end    GET   200     administrator                                members:403,404
organisations:appointment-end    POST  done    administrator                                members:403,404
organisations:appointment-away   GET   200     administrator,manager                        members:403,404
organisations:appointment-away   POST  done    administrator,manager                        members:403,404
organisations:team-add           GET   200     administrator                                members:403,404
organisations:team-add           POST  done    administrator                                members:403,404
organisations:team-change        GET   200     administrator                                members:403,404
organisations:team-change        POST  done    administrator                                members:403,404
protocols:register               GET   200     everybody                                    .
protocols:register-csv           GET   200     everybody                                    .
protocols:register-json          GET   200     everybody                                    .
protocols:register-feed          GET   200     everybody                                    .
protocols:map                    GET   200     everybody                                    .
protocols:map-csv                GET   200     everybody                                    .
protocols:agreement:open         GET   200     everybody                                    .
protocols:agreement:closed       GET   200     parties                                      404
protocols:agreement-version:open    GET  200   everybody                                    .
protocols:agreement-version:closed  GET  200   parties                                      404
protocols:agreement-changes:open    GET  200   everybody                                    .
protocols:agreement-changes:closed  GET  200   parties                                      404
protocols:agreement-pdf:open        GET  202   everybody                                    .
protocols:agreement-pdf:closed      GET  202   parties                                      404
protocols:first-question         GET   200     signed-in                                    .
protocols:first-question         POST  again   signed-in                                    .
protocols:case-by-case           GET   200     signed-in                                    .
protocols:principles-only        GET   200     signed-in                                    .
protocols:begin                  GET   200     officer,approver,stranger                    403
protocols:begin                  POST  done    officer,approver                             stranger:422,403
protocols:localise               GET   200     officer,approver,stranger                    403
protocols:localise               POST  done    officer,approver                             stranger:422,403
protocols:signed-elsewhere       GET   200     officer,approver,stranger                    403
protocols:signed-elsewhere       POST  done    officer,approver                             stranger:422,403
protocols:agreement-source       GET   200     officer,approver                             manager:403,404
protocols:agreement-source       POST  done    officer,approver                             manager:403,404
protocols:build                  GET   200     officer,approver                             manager:403,404
protocols:build-check            GET   200     officer,approver                             manager:403,404
protocols:build-task             GET   200     officer,approver                             manager:403,404
protocols:build-task             POST  done    officer,approver                             manager:403,404
protocols:build-signatories      GET   200     officer,approver                             manager:403,404
protocols:build-signatories      POST  done    officer,approver                             manager:403,404
protocols:row-add                GET   200     officer,approver                             manager:403,404
protocols:row-add                POST  done    officer,approver                             manager:403,404
protocols:row-paste              GET   200     officer,approver                             manager:403,404
protocols:row-paste              POST  done    officer,approver                             manager:403,404
protocols:row-edit               GET   200     officer,approver                             manager:403,404
protocols:row-edit               POST  done    officer,approver                             manager:403,404
protocols:row-move               POST  done    officer,approver                             manager:403,404
protocols:row-remove             GET   200     officer,approver                             manager:403,404
protocols:row-remove             POST  done    officer,approver                             manager:403,404
protocols:invitations           GET   200     officer,approver,manager,administrator,rival  stranger:403,404
protocols:invite                GET   200     officer,approver,manager,rival              around:403,404
protocols:invite                POST  done    rival  officer:422,approver:422,manager:422,around:403,404
protocols:invitation-send-anew  GET   200     officer,approver,manager,rival              around:403,404
protocols:invitation-send-anew  POST  done    officer,approver,manager,rival              around:403,404
protocols:invitation-revoke     GET   200     officer,approver,manager,rival              around:403,404
protocols:invitation-revoke     POST  done    officer,approver,manager,rival              around:403,404
protocols:invitation-answer     GET   200     officer,approver,manager                     around:403,404
protocols:invitation-answer     POST  done    officer,approver,manager                     around:403,404
protocols:invitation            GET   200     everybody                                    .
protocols:invitation            POST  done    everybody                                    .
protocols:invited               GET   200     invited                                      403
protocols:invited-changes       GET   200     invited                                      403
protocols:invited-text          GET   200     invited                                      403
protocols:invited-pdf           GET   200     invited                                      403
protocols:invited-file          GET   404     invited                                      403
protocols:invited-receipt       GET   404     invited                                      403
protocols:invited-data-json     GET   200     invited                                      403
protocols:invited-data-csv      GET   200     invited                                      403
protocols:invited-code          GET   200     invited                                      403
protocols:invited-code          POST  done    invited                                      403
protocols:invited-sign          GET   200     invited                                      403
protocols:invited-sign          POST  done    invited                                      403
protocols:invited-decline       GET   200     invited                                      403
protocols:invited-decline       POST  done    invited                                      403
protocols:invited-ask-for-changes GET   200     invited                                      403
protocols:invited-ask-for-changes POST  done    invited                                      403
protocols:invited-ask           GET   200     invited                                      403
protocols:invited-ask           POST  done    invited                                      403
protocols:verify-start          GET   200     everybody                                    .
protocols:verify                GET   200     everybody                                    .
protocols:verify                POST  200     everybody                                    .
protocols:agreement-between:open    GET  200   everybody                                    .
protocols:agreement-between:closed  GET  200   parties                                      404
protocols:succession             GET   200     manager,administrator                        members:403,404
protocols:succession-of          GET   200     manager,administrator                        members:403,404
protocols:succession-of          POST  done    manager,administrator                        members:403,404
protocols:signing-rules          GET   200     members                                      404
protocols:signing-rule           GET   200     administrator                                members:403,404
protocols:signing-rule           POST  done    administrator                                members:403,404
protocols:added-law              GET   200     members                                      404
protocols:added-law-add          GET   200     administrator                                members:403,404
protocols:added-law-add          POST  done    administrator                                members:403,404
protocols:added-law-change       GET   200     administrator                                members:403,404
protocols:added-law-change       POST  done    administrator                                members:403,404
protocols:added-law-end          GET   200     administrator                                members:403,404
protocols:added-law-end          POST  done    administrator                                members:403,404
protocols:removal-rule           GET   200     administrator                                members:403,404
protocols:removal-rule           POST  done    administrator                                members:403,404
protocols:signing-remind         POST  done    officer,approver,manager                     around:403,404
protocols:agreement-life         GET   200     parties                                      404
protocols:life-admit             GET   200     officer,approver,manager                     parties:403,404
protocols:life-admit             POST  done    officer,approver,manager                     parties:403,404
protocols:life-suspend           GET   200     officer,approver,manager,rival               parties:403,404
protocols:life-suspend           POST  done    officer,approver,manager                     rival:422,parties:403,404
protocols:life-lift              GET   200     officer,approver,manager                     parties:403,404
protocols:life-lift              POST  done    officer,approver,manager                     parties:403,404
protocols:life-terminate         GET   200     officer,approver,manager                     parties:403,404
protocols:life-terminate         POST  done    officer,approver,manager                     parties:403,404
protocols:life-leave             GET   200     manager                                      members:403,404
protocols:life-leave             POST  done    manager                                      members:403,404
protocols:life-disposal          GET   200     manager                                      parties:403,404
protocols:life-disposal          POST  done    manager                                      parties:403,404
protocols:signatures             GET   200     officer,approver,manager,administrator,stranger,rival  404
protocols:signing-open           GET   200     officer,approver,manager                     404
protocols:signing-open           POST  done    officer,approver,manager                     404
protocols:signing-cancel         GET   200     officer,approver,manager                     around:403,404
protocols:signing-cancel         POST  done    officer,approver,manager                     around:403,404
protocols:signing-last-day       GET   200     officer,approver,manager                     around:403,404
protocols:signing-last-day       POST  done    officer,approver,manager                     around:403,404
protocols:signing-close          GET   200     officer,approver,manager                     403
protocols:signing-close          POST  done    officer,approver,manager                     403
protocols:sign                   GET   200     manager                                      unsigning:403,404
protocols:sign                   POST  done    manager                                      unsigning:403,404
protocols:decline                GET   200     officer,approver,manager                     administrator:403,404
protocols:decline                POST  done    officer,approver,manager                     administrator:403,404
protocols:signing-review         POST  done    officer,approver,manager                     administrator:403,404
protocols:signature-withdraw     GET   200     manager                                      unsigning:403,404
protocols:signature-withdraw     POST  done    manager                                      unsigning:403,404
protocols:signature-paper        GET   200     officer,approver,manager                     around:403,404
protocols:signature-paper        POST  done    officer,approver,manager                     around:403,404
protocols:receipt                GET   200     officer,approver,manager,administrator,stranger,rival  404
protocols:signed-copy            GET   503   officer,approver,manager,stranger,rival      404
protocols:signature-scan         GET   200     officer,approver,manager,administrator,stranger,rival  404
audit:log                        GET   200     auditor,rival                                403
audit:event                      GET   200     auditor                                      404
account_login                    GET   200     nobody                                       again
account_login                    POST  again   nobody                                       again
account_login                    DELETE  405   nobody                                       again
account_logout                   GET   200     signed-in                                    nobody:again
account_logout                   POST  again   everybody                                    .
account_inactive                 GET   200     everybody                                    .
account_change_password          GET   200     signed-in                                    .
account_change_password          POST  done    signed-in                                    .
account_set_password             GET   again   signed-in                                    .
account_set_password             POST  again   signed-in                                    .
account_set_password             DELETE  again  signed-in                                   .
account_reset_password           GET   200     everybody                                    .
account_reset_password           POST  again   everybody                                    .
account_reset_password_done      GET   200     everybody                                    .
account_reset_password_from_key  GET   again   everybody                                    .
account_reset_password_from_key  POST  again   everybody                                    .
account_reset_password_from_key  DELETE  again  everybody                                   .
account_reset_password_from_key_done  GET  200  everybody                                   .
"""

MEMBERS = {"practitioner", "officer", "approver", "manager", "auditor", "administrator"}
SIGNED_IN = set(ROLES) - NOBODY
SETS = {"everybody": set(ROLES), "signed-in": SIGNED_IN, "members": MEMBERS, "nobody": NOBODY,
        "parties": MEMBERS | {"stranger", "rival"}, "around": {"administrator", "stranger", "rival"},
        "unsigning": {"officer", "approver", "administrator"}}  # fmt: skip
PUBLIC = {
    "governance:document", "governance:short", "governance:poster", "governance:history", "governance:version",
    "governance:version-changes", "governance:compare", "governance:version-pdf", "governance:attachment",
    "protocols:agreement", "protocols:agreement-version",
    "protocols:agreement-changes", "protocols:agreement-pdf", "protocols:agreement-between",
}  # fmt: skip
VERBS = ["GET", "POST", "DELETE"]
# A verb that an address does not know is refused before anything is looked up: three people ask for one thing.
WITH_WRONG_VERBS = {"anonymous", "officer", "stranger"}
# Those who hold nothing in all but name are asked about what nobody outside sees, everybody sees, members see.
WITH_FEW_STATES = {"rival", "ended", "coming", "closed", "expired", "invited"}
FEW_STATES = {"draft", "in_force", "closed_in_force"}
# What the everyday run asks: what nobody outside sees, what waits, what everybody and what only members see.
BRIEF_STATES = {"", "waiting", "failed", "draft", "in_force", "closed_in_force"}
OF_REVIEW = {
    "governance:review",
    "governance:recall",
    "governance:approval-delegate",
    "governance:approval-take-back",
    "governance:approval-remind",
}
# The PDF of what was not published is made while one waits: of those who read it, two have it made.
WAIT_FOR_A_PDF = {"officer", "guest_approver"}


@dataclass(frozen=True)
class Cell:
    """One question to the product; `state` is the document's, or which of several things, or empty."""

    address: str
    verb: str
    role: str
    state: str
    expected: str

    def __str__(self) -> str:
        return f"{self.verb} {self.address} as {self.role}, {self.state or 'as it is'}: {self.expected}"


def _rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()][1:]


def reads(role: str, state: str) -> bool:
    row = next(row for row in _rows(READS) if row[0] == role)
    return row[1 + STATES.index(state)] == "yes"


def cells() -> list[Cell]:
    """Every cell of the table, the wrong verbs too."""
    return [*_document_cells(), *_other_cells()]


def is_brief(cell: Cell) -> bool:
    """Whether the everyday run asks it; the long run asks the others, so that together they ask every cell."""
    waits = cell.state == "in_review" and cell.address in OF_REVIEW
    return waits or cell.state in BRIEF_STATES or not cell.address.startswith("governance:")


def addresses() -> set[str]:
    """Every address that has a row."""
    return {cell.address for cell in cells()}


def _document_cells() -> list[Cell]:
    rows = {(f"governance:{row[0]}", row[2]): (row[1], row[3:]) for row in _rows(DOCUMENTS)}
    found = []
    for address in dict.fromkeys(address for address, _verb in rows):
        for verb in VERBS:
            right, answers = rows.get((address, verb), ("", ["405"] * len(STATES)))
            for role in ROLES:
                for state, answer in zip(STATES, answers, strict=True):
                    if role in WITH_FEW_STATES and state not in FEW_STATES:
                        continue
                    printed = (address, answer) == ("governance:version-pdf", "200") and reads(role, state)
                    if printed and role not in WAIT_FOR_A_PDF:
                        continue
                    if answer == "405" and (state != "in_force" or role not in WITH_WRONG_VERBS):
                        continue
                    expected = _of_document(address, verb, role, state, right, answer)
                    found.append(Cell(address, verb, role, state, expected))
    return found


def _of_document(address: str, verb: str, role: str, state: str, right: str, answer: str) -> str:
    if role in NOBODY and address not in PUBLIC:
        return "in"
    if answer == "405":
        return "405"
    if not reads(role, state):
        return "404"
    if right != "public" and role not in MAY[right]:
        return "403"
    return BUT.get((address.partition(":")[2], verb, role, state), answer)


def _other_cells() -> list[Cell]:
    rows = {(row[0], row[1]): row[2:] for row in _rows(OTHERS)}
    found = []
    for name in dict.fromkeys(name for name, _verb in rows):
        address, state = name.rsplit(":", 1) if name.count(":") == 2 else (name, "")
        public = {row[1] for (other, _verb), row in rows.items() if other == name}
        public &= {"everybody", "nobody", "invited"}
        for verb in VERBS:
            for role in ROLES:
                row = rows.get((name, verb))
                if row is None and role not in WITH_WRONG_VERBS:
                    continue
                expected = _of_other(role, row, is_public=bool(public) or address in PUBLIC)
                found.append(Cell(address, verb, role, state, expected))
    return found


def _of_other(role: str, row: list[str] | None, *, is_public: bool) -> str:
    if role in NOBODY and not is_public:
        return "in"
    if row is None:
        return "405"
    answer, named, rest = row
    if role in SETS.get(named, set(named.split(","))):
        return answer
    for part in rest.split(","):
        who, _colon, otherwise = part.rpartition(":")
        if not who or role in SETS.get(who, {who}):
            return otherwise
    raise ValueError(f"no answer for {role}: {row}")
