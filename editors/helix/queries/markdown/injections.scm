; Written from grammars/queries/markdown/injections.scm by a test; change it there.

; Shell and SQL under names by which no grammar goes.
(fenced_code_block
  (info_string
    (language) @_language)
  (code_fence_content) @injection.content
  (#any-of? @_language "console" "dash" "ksh" "sh-session" "shell-session" "shellsession" "terminal")
  (#set! injection.language "bash"))

(fenced_code_block
  (info_string
    (language) @_language)
  (code_fence_content) @injection.content
  (#any-of? @_language "mysql" "pgsql" "plpgsql" "postgres" "postgresql" "psql")
  (#set! injection.language "sql"))
