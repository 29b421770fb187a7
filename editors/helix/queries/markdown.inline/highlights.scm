; Written from grammars/queries/markdown_inline/highlights.scm by a test; change it there.

; A time that is set apart: **14:03**, [14:03], `14:03`.
([
  (strong_emphasis)
  (shortcut_link)
  (code_span)
] @constant.numeric
  (#match? @constant.numeric "^(\\*|`|\\[)+[~]?([0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?([A-Z]{1,4}|[+-][0-9]{2}:?[0-9]{2}))?(\\*|`|\\])+$"))

; A severity that is set apart.
([
  (strong_emphasis)
  (shortcut_link)
  (code_span)
] @constant.builtin
  (#match? @constant.builtin "^(\\*|`|\\[)+([Ss][Ee][Vv]-?|P)[0-5](\\*|`|\\])+$"))

; The label of a field: **Severity:**
((strong_emphasis) @variable.other.member
  (#match? @variable.other.member "^\\*\\*[A-Z][A-Za-z ]*:\\*\\*$"))

; A comment that silences a rule.
((html_tag) @keyword.directive
  (#match? @keyword.directive "^[<]!-- *warroom-ignore"))
