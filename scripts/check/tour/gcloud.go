package tour

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"kursbuch.internal/shared/local/bucket"
)

// gcloudScript stands where gcloud does, and has the tour do it.
const gcloudScript = `#!/bin/sh
for argument; do shift; set -- "$@" --data-urlencode "argument=$argument"; done
set -- --data-urlencode "folder=$PWD" --data-urlencode input@- "$@"
exec curl -sS --fail-with-body --noproxy '*' "$@" "$KURSBUCH_GCLOUD"
`

// gcloud does what the commands of the README leave behind. What it does not know it refuses.
func (t *tour) gcloud(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	said, err := t.command(r.Context(), r.PostForm["argument"], r.PostFormValue("folder"), r.PostFormValue("input"))
	if err != nil {
		http.Error(w, fmt.Sprintf("gcloud %s: %v", strings.Join(r.PostForm["argument"], " "), err), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(w, said)
}

func (t *tour) command(ctx context.Context, args []string, folder, input string) (said string, err error) {
	account := t.account
	if i := slices.IndexFunc(args, func(a string) bool { return strings.HasPrefix(a, "--account=") }); i >= 0 {
		account = strings.TrimPrefix(args[i], "--account=")
	}
	if !slices.Equal(args[:min(2, len(args))], []string{"auth", "login"}) && !slices.Contains(t.signedIn, account) {
		return "", fmt.Errorf("%q is not signed in", account)
	}
	switch line := strings.Join(args, " ") + " "; {
	case strings.HasPrefix(line, "auth login "):
		t.account, t.signedIn = args[2], append(t.signedIn, args[2])
		return "", nil
	case strings.HasPrefix(line, "auth print-identity-token "):
		return t.google.identityToken(account)
	case strings.HasPrefix(line, "services enable "):
		ids, err := json.Marshal(map[string]any{"serviceIds": args[2:]})
		if err != nil {
			return "", err
		}
		return "", t.ask(ctx, http.MethodPost, "serviceusage/v1/projects/"+t.id+"/services:batchEnable", string(ids))
	case strings.HasPrefix(line, "storage buckets create gs://"):
		return "", t.ask(ctx, http.MethodPost, "storage/storage/v1/b?project="+t.id,
			fmt.Sprintf(`{"name": %q, "location": "europe-west3"}`, strings.TrimPrefix(args[3], "gs://")))
	case strings.HasPrefix(line, "storage buckets update gs://") && slices.Contains(args, "--versioning"):
		return "", t.ask(ctx, http.MethodPatch, "storage/storage/v1/b/"+strings.TrimPrefix(args[3], "gs://"),
			`{"versioning": {"enabled": true}}`)
	case strings.HasPrefix(line, "secrets versions add ") && args[4] == "--data-file=-":
		return "", t.ask(ctx, http.MethodPost, "secretmanager/v1/projects/"+t.id+"/secrets/"+args[3]+":addVersion",
			fmt.Sprintf(`{"payload": {"data": %q}}`, base64.StdEncoding.EncodeToString([]byte(input))))
	case strings.HasPrefix(line, "storage cp "):
		return "", t.upload(ctx, filepath.Join(folder, args[2]), args[3], account)
	}
	return "", errors.New("the tour does not know this command")
}

// upload puts a file into the bucket of imports, if the account may.
func (t *tour) upload(ctx context.Context, file, to, account string) error {
	name, folder, _ := strings.Cut(strings.TrimPrefix(to, "gs://"), "/")
	if !t.project.MayUpload(name, folder, "user:"+account) {
		return fmt.Errorf("%s does not have storage.objects.create access to %s", account, to)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	// Cloud Storage tells nobody who it was.
	return t.bucket.Write(ctx, path.Join(folder, filepath.Base(file)), "", content)
}

// finalized tells ImportCheck of an object.
func (t *tour) finalized(ctx context.Context, o bucket.Object) {
	body, err := json.Marshal(o)
	if err == nil {
		err = t.platform.trigger(ctx, "importcheck", http.Header{
			"Content-Type": {"application/json"}, "Ce-Specversion": {"1.0"}, "Ce-Id": {fmt.Sprint(o.Generation)},
			"Ce-Source": {"//storage.googleapis.com/projects/_/buckets/" + o.Bucket}, "Ce-Subject": {"objects/" + o.Name},
			"Ce-Type": {"google.cloud.storage.object.v1.finalized"},
		}, body)
	}
	if err != nil {
		t.failed = errors.Join(t.failed, err)
	}
}

// ask does something in the project without Terraform.
func (t *tour) ask(ctx context.Context, method, path, body string) error {
	r, err := http.NewRequestWithContext(ctx, method, t.projectAt+"/"+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s", method, path, answer.Status)
	}
	return nil
}
