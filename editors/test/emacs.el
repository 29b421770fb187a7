;;; emacs.el --- Emacs with Eglot, without a screen -*- lexical-binding: t -*-

;; `emacs --batch -l INIT -l emacs.el -f warroom-test' with an incident.md in
;; the folder.  Prints a line for each test.

(require 'eglot)
(require 'flymake)

(defun warroom-test-eventually (condition)
  "Wait until CONDITION holds, at most 15 seconds."
  (let ((tries 150))
    (while (and (not (funcall condition)) (> tries 0))
      (setq tries (1- tries))
      (accept-process-output nil 0.1))
    (funcall condition)))

(defun warroom-test-found (rule)
  "Whether RULE has found something."
  (flymake-start)
  (seq-some (lambda (found) (string-match-p (regexp-quote rule) (flymake-diagnostic-text found)))
            (flymake-diagnostics)))

(defun warroom-test-diagnostics ()
  (warroom-test-eventually (lambda () (warroom-test-found "timeline/out-of-order"))))

(defun warroom-test-fix ()
  (eglot-code-actions (point-min) (point-max) "source.fixAll.warroom" t)
  (save-excursion
    (goto-char (point-min))
    (search-forward "wasn’t mounted" nil t)))

(defun warroom-test-completion ()
  (goto-char (point-max))
  (insert "<!-- warroom-ignore role/mis")
  (completion-at-point)
  (looking-back "role/missing" (line-beginning-position)))

(defun warroom-test ()
  "Run all tests and exit."
  (find-file "incident.md")
  ;; Eglot connects after the next command, and a batch has none.
  (run-hooks 'post-command-hook)
  (let ((has-failed nil))
    (dolist (test '(("a finding is in the list" . warroom-test-diagnostics)
                    ("all safe fixes are applied" . warroom-test-fix)
                    ("a rule is completed" . warroom-test-completion)))
      (let ((is-well (ignore-errors (funcall (cdr test)))))
        (princ (format "emacs: %s ... %s\n" (car test) (if is-well "ok" "FAILED")))
        (unless is-well
          (setq has-failed t)
          (princ (buffer-string)))))
    (set-buffer-modified-p nil)
    (kill-emacs (if has-failed 1 0))))

;;; emacs.el ends here
