package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
)

// secret finds what gives access to something, by the forms that such things have.
var secret = regexp.MustCompile(strings.Join([]string{
	`-----BEGIN [A-Z ]*PRIVATE KEY-----`,
	`\bAIza[0-9A-Za-z_-]{35}\b`,                // a key of Google's APIs
	`\bya29\.[0-9A-Za-z_-]{20,}`,               // an access token of Google
	`\b1//0[0-9A-Za-z_-]{30,}`,                 // a refresh token of Google
	`\bGOCSPX-[0-9A-Za-z_-]{20,}`,              // a client's secret of Google
	`\b(AKIA|ASIA)[0-9A-Z]{16}\b`,              // a key of Amazon
	`\bgh[pousr]_[0-9A-Za-z]{36}\b`,            // a token of GitHub
	`\bglpat-[0-9A-Za-z_-]{20}`,                // a token of GitLab
	`\bxox[abprs]-[0-9A-Za-z-]{10,}`,           // a token of Slack
	`\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+`,   // a signed token
	`"private_key(_id)?"\s*:\s*"[^"]{20,}"`,    // the file of a service account
	`[a-z]+://[^/\s:@"'$<{]+:[^/\s@"'$<{]+@\w`, // a password in an address
}, "|"))

// noSecrets searches everything that is in the repository, test data included.
func noSecrets(context.Context) error {
	return errors.Join(asErrors(secrets(os.DirFS(".")))...)
}

func secrets(root fs.FS) (found []string) {
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && (d.Name() == ".git" || d.Name() == ".kursbuch" || d.Name() == ".terraform" || d.Name() == "dist") {
				return fs.SkipDir
			}
			return nil
		}
		content, err := fs.ReadFile(root, name)
		for n, line := range strings.Split(string(content), "\n") {
			// What tests make up says so; the secret itself is not repeated here, where it would be in the log of CI.
			if secret.MatchString(line) && !strings.Contains(line, "made up") {
				found = append(found, fmt.Sprintf("%s:%d: looks like a secret; if it is made up, say so in the line", name, n+1))
			}
		}
		return err
	})
	if err != nil {
		found = append(found, err.Error())
	}
	return found
}
