; A cell that is a time, and nothing else.
((pipe_table_cell) @time
  (#match? @time "^[~]?([0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?([A-Z]{1,4}|[+-][0-9]{2}:?[0-9]{2}))? *$")
  (#set! priority 110))

; A cell that is a severity or a priority.
((pipe_table_cell) @severity
  (#match? @severity "^([Ss][Ee][Vv]-?|P)[0-5] *$")
  (#set! priority 110))

; A comment that silences a rule. Above the comment of HTML.
((html_block) @ignore
  (#match? @ignore "^[<]!-- *warroom-ignore")
  (#set! priority 110))
