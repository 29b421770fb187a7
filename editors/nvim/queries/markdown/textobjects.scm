; extends
; Written from grammars/queries/markdown/textobjects.scm by a test; change it there.

; A timeline entry is a list item, a row, a paragraph or a section that begins
; with a time.
(list_item
  .
  (_)
  .
  (paragraph
    (inline) @_time) @entry.inner
  (#match? @_time "^(\\*|[~]|`|\\[)*([0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}")) @entry.outer

(pipe_table_row
  (pipe_table_cell) @_time
  .
  (pipe_table_cell) @entry.inner
  (#match? @_time "^(\\*|[~]|`|\\[)*([0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}")) @entry.outer

(section
  (paragraph
    (inline) @_time @entry.inner) @entry.outer
  (#match? @_time "^(\\*|[~]|`|\\[)*([0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}"))

(section
  .
  (atx_heading
    (inline) @_time)
  (#match? @_time "^(\\*|[~]|`|\\[)*([0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}")) @entry.outer

; A step of a runbook is a numbered item, an item with a box, or a section
; whose title has a number.
(list_item
  .
  [
    (list_marker_dot)
    (list_marker_parenthesis)
  ]
  .
  (_)+ @step.inner) @step.outer

(list_item
  .
  (_)
  .
  [
    (task_list_marker_checked)
    (task_list_marker_unchecked)
  ]
  .
  (_)+ @step.inner) @step.outer

(section
  .
  (atx_heading
    (inline) @_title)
  .
  (_)+ @step.inner
  (#match? @_title "^([Ss]tep [0-9]+|[0-9]+[.)] )")) @step.outer
