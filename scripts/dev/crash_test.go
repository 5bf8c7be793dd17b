package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/local/identity"
	"kursbuch.internal/shared/proposal"
)

// storm is work at a local run that may end at any moment.
type storm struct {
	*testing.T
	data, url string
	// Each of them belongs to one worker.
	uploaded  []string             // names of objects whose upload was answered
	dropped   []string             // names of files in the inbox
	confirmed map[proposal.ID]bool // whose commit was answered
}

// Whatever was answered before the plug was pulled is there afterwards, and nothing is there twice.
func TestPullThePlug(t *testing.T) {
	s := &storm{T: t, data: t.TempDir(), confirmed: map[proposal.ID]bool{}}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for round := range 3 {
		p := launch(t, "-data", s.data)
		s.url = p.url
		ended := make(chan struct{})
		var workers sync.WaitGroup
		for _, work := range []func(name string){s.upload, s.drop, func(string) { s.confirm() }} {
			workers.Go(func() {
				for n := 0; !closed(ended); n++ {
					work(fmt.Sprintf("%d-%d", round, n))
				}
			})
		}
		time.Sleep(time.Duration(50+random.IntN(400)) * time.Millisecond)
		if status := p.end(os.Kill); status != -1 {
			t.Fatalf("it ended by itself: %d: %s", status, &p.stderr)
		}
		close(ended)
		workers.Wait()
	}
	p := launch(t, "-data", s.data)
	s.url = p.url
	s.settle()
	s.judge()
	if status := p.end(os.Interrupt); status != 0 {
		t.Errorf("status %d: %s", status, &p.stderr)
	}
}

func closed(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// course is an import that creates a course of this title.
func course(title string) string {
	return `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2027-01-20T12:00:00Z", ` +
		`"courses": {"-1": {"nr": "x",
		"title": "` + title +
		`", "shortname": "x", "description": null, "instructors": null, "min_size": null, "max_size": null,
		"is_visible": true, "notes": null}}}`
}

// send gives the answer to who asks, or nothing if there was none.
func (s *storm) send(who, path, body string) []byte {
	method := http.MethodPost
	if body == "" {
		method = http.MethodGet
	}
	r, err := http.NewRequestWithContext(s.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer dev:"+who)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		return nil
	}
	return answer
}

func (s *storm) upload(name string) {
	object := "imports/1/up" + name + ".json"
	if s.send(identity.Orga, "/upload/storage/v1/b/kursbuch-imports/o?uploadType=media&name="+object,
		course("up"+name)) != nil {
		s.uploaded = append(s.uploaded, object)
	}
}

func (s *storm) drop(name string) {
	time.Sleep(20 * time.Millisecond)
	file := filepath.Join(s.data, "inbox", "1", "in"+name+".json")
	if err := os.WriteFile(file, []byte(course("in"+name)), 0o600); err != nil {
		s.Error(err)
	}
	s.dropped = append(s.dropped, "in"+name+".json")
}

func (s *storm) list(query string) []proposal.Head {
	var heads []proposal.Head
	if answer := s.send(identity.Approver, "/ImportConfirm?event=1"+query, ""); answer != nil {
		if err := json.Unmarshal(answer, &heads); err != nil {
			s.Error(err)
		}
	}
	return heads
}

// confirm confirms what is pending.
func (s *storm) confirm() {
	for _, h := range s.list("&status=pending") {
		var opened answer.Proposal // lists have no tokens
		if err := json.Unmarshal(s.send(identity.Approver, "/ImportConfirm?proposal="+string(h.ID), ""),
			&opened); err != nil {
			continue // the plug was pulled
		}
		body := fmt.Sprintf(`{"action": "confirm", "proposal": %q, "token": %q}`, h.ID, opened.Token)
		if s.send(identity.Approver, "/ImportConfirm", body) != nil {
			s.confirmed[h.ID] = true
		}
	}
}

// settle waits until nothing is left to do, then confirms the rest. On a crowded machine all of it may take long; what
// must not happen is nothing.
func (s *storm) settle() {
	last, since := "", time.Now()
	for time.Since(since) < time.Minute {
		left := s.left()
		if left == "" {
			s.confirm()
			return
		}
		if left != last {
			last, since = left, time.Now()
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.Errorf("for a minute %s was still to be done", last)
}

// left is something that is still to be done.
func (s *storm) left() string {
	known := map[string]bool{}
	for _, h := range s.list("") {
		known[h.Source.Object] = true
	}
	for _, object := range s.uploaded {
		if !known[object] {
			return object
		}
	}
	for _, file := range s.dropped {
		if _, err := os.Stat(filepath.Join(s.data, "inbox", "1", "done", file)); err != nil || !known["imports/1/"+file] {
			return file
		}
	}
	return ""
}

func (s *storm) judge() {
	committed := map[proposal.ID]bool{}
	for _, h := range s.list("&status=committed") {
		committed[h.ID] = true
	}
	for id := range s.confirmed {
		if !committed[id] {
			s.Errorf("the commit of %s is lost", id)
		}
	}
	export := s.send(identity.Approver, "/Export?event=1", "")
	for _, object := range s.uploaded {
		s.once(export, strings.TrimSuffix(filepath.Base(object), ".json"))
	}
	for _, file := range s.dropped {
		s.once(export, strings.TrimSuffix(file, ".json"))
	}
	s.Logf("%d uploaded, %d dropped, %d of %d commits answered", len(s.uploaded), len(s.dropped), len(s.confirmed),
		len(committed))
}

// once checks that a course was imported once.
func (s *storm) once(export []byte, title string) {
	if n := bytes.Count(export, []byte(`"title": "`+title+`"`)); n != 1 {
		s.Errorf("%s was imported %d times", title, n)
	}
}
