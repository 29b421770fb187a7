; Written from grammars/queries/markdown/highlights.scm by a test; change it there.

; A cell that is a time, and nothing else.
((pipe_table_cell) @constant.numeric
  (#match? @constant.numeric "^[~]?([0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?([A-Z]{1,4}|[+-][0-9]{2}:?[0-9]{2}))? *$"))

; A cell that is a severity or a priority.
((pipe_table_cell) @constant.builtin
  (#match? @constant.builtin "^([Ss][Ee][Vv]-?|P)[0-5] *$"))

; A comment that silences a rule. Above the comment of HTML.
((html_block) @keyword.directive
  (#match? @keyword.directive "^[<]!-- *warroom-ignore"))
