; extends
; Written from grammars/queries/markdown/folds.scm by a test; change it there.

; Beside sections and fences, which every editor folds.
([
  (minus_metadata)
  (plus_metadata)
  (html_block)
  (pipe_table)
] @fold
  (#trim! @fold))

; A step with its commands.
((list_item
  (fenced_code_block)) @fold
  (#trim! @fold))
