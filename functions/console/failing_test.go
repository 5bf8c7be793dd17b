package console_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"

	"kursbuch.internal/functions/console"
	"kursbuch.internal/functions/console/page/pagetest"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/tray"
)

// failing is a bucket that does not take files of a content.
type failing struct {
	tray.Uploads
	content string
}

func (f failing) Create(ctx context.Context, object string, content []byte) (proposal.Source, error) {
	if string(content) == f.content {
		return proposal.Source{}, errors.New("out of order")
	}
	return f.Uploads.Create(ctx, object, content)
}

func TestUploadOfWhichSomeFail(t *testing.T) {
	d := newDesk(t)
	handler, err := console.New(console.Deps{Door: openDoor{}, Store: d.store, Sync: d.store.Sync(),
		Uploads: failing{d.bucket, "{}"},
		Bucket:  "uploads", Now: d.now})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	d.url = server.URL
	sent := d.upload(orga, 1, [2]string{"good.json", "{"}, [2]string{"<b>bad.json", "{}"})
	if sent.status != 303 {
		t.Fatalf("status %d", sent.status)
	}
	d.until("check", func() bool { return d.get(orga, sent.location).Find(".badge.info").Length() == 0 })
	page := d.get(orga, sent.location)
	if list := page.Find(".list").Text(); !strings.Contains(list, "good.json") || strings.Contains(list, "bad.json") {
		t.Errorf("arrived: %s", list)
	}
	if got := page.Find(".banner.bad li").Text(); got != "<b>bad.json" {
		t.Errorf("failed: %q", got)
	}
	pagetest.Harmless(t, "some failed", page.Document)
	if none := d.upload(orga, 1, [2]string{"bad.json", "{}"}); none.status != 500 {
		t.Errorf("none arrived: %d", none.status)
	}
}
