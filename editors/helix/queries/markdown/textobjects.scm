; Written from grammars/queries/markdown/textobjects.scm by a test; change it there.

; A timeline entry is a list item, a row, a paragraph or a section that begins
; with a time.
(list_item
  .
  (_)
  .
  (paragraph
    (inline) @_time) @entry.inside
  (#match? @_time "^(\\*|[~]|`|\\[)*([0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}")) @entry.around

(pipe_table_row
  (pipe_table_cell) @_time
  .
  (pipe_table_cell) @entry.inside
  (#match? @_time "^(\\*|[~]|`|\\[)*([0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}")) @entry.around

(section
  (paragraph
    (inline) @_time @entry.inside) @entry.around
  (#match? @_time "^(\\*|[~]|`|\\[)*([0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}"))

(section
  .
  (atx_heading
    (inline) @_time)
  (#match? @_time "^(\\*|[~]|`|\\[)*([0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}")) @entry.around

; A step of a runbook is a numbered item, an item with a box, or a section
; whose title has a number.
(list_item
  .
  [
    (list_marker_dot)
    (list_marker_parenthesis)
  ]
  .
  (_)+ @function.inside) @function.around

(list_item
  .
  (_)
  .
  [
    (task_list_marker_checked)
    (task_list_marker_unchecked)
  ]
  .
  (_)+ @function.inside) @function.around

(section
  .
  (atx_heading
    (inline) @_title)
  .
  (_)+ @function.inside
  (#match? @_title "^([Ss]tep [0-9]+|[0-9]+[.)] )")) @function.around
