package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// verdict is what became of a question.
type verdict string

const (
	expected  verdict = "expected"
	different verdict = "different"
	open      verdict = "open" // nobody answered
)

// german is how people read a verdict.
var german = map[verdict]string{expected: "wie erwartet", different: "ANDERS", open: "offen"}

// sign is how people find it.
var sign = map[verdict]string{expected: "✔", different: "✘", open: "○"}

// protocol is what there is to hand in.
type protocol struct {
	Started     time.Time `json:"started"`
	Ended       time.Time `json:"ended"`
	Subject     string    `json:"subject"`
	Account     string    `json:"account"`
	Guest       string    `json:"guest"`
	Outside     string    `json:"outside"`
	Endpoint    string    `json:"endpoint,omitempty"` // empty: Google
	Calendar    string    `json:"calendar"`           // name of the calendar that was used
	Calls       int64     `json:"calls"`              // made to the API
	Interrupted bool      `json:"interrupted,omitzero"`
	Leftover    string    `json:"leftover,omitempty"` // what there is to clean up
	Answers     []answer  `json:"answers"`
}

// answer is what a question came to.
type answer struct {
	ID       string   `json:"id"`
	Question string   `json:"question"`
	Why      string   `json:"why"`
	Code     []string `json:"code"`
	Expected string   `json:"expected"`
	Verdict  verdict  `json:"verdict"`
	Seen     string   `json:"seen"`
	Said     string   `json:"said,omitempty"`   // by people
	Advice   string   `json:"advice,omitempty"` // if it is different
}

func (s *session) begin(n int) *protocol {
	p := &protocol{
		Started: s.begun, Subject: s.subject, Account: s.account, Guest: s.guest, Outside: s.outside, Endpoint: s.endpoint,
		Calendar: s.name(),
	}
	fmt.Fprintf(s.out, "Abnahme von Kursbuch an Google Kalender: %d Fragen, eigener Kalender „%s“.\n", n, p.Calendar)
	fmt.Fprintf(s.out, "Eingeladen werden %s und %s. Abbrechen mit Ctrl-C räumt auf.\n", p.Guest, p.Outside)
	return p
}

func (p *protocol) count(v verdict) (n int) {
	for _, a := range p.Answers {
		if a.Verdict == v {
			n++
		}
	}
	return n
}

func (a answer) print(out io.Writer) {
	fmt.Fprintf(out, "   %s %s: %s\n", sign[a.Verdict], german[a.Verdict], a.Seen)
	if a.Verdict == different {
		fmt.Fprintf(out, "     erwartet: %s\n     zu tun:   %s\n", a.Expected, a.Advice)
	}
}

// sum is the result in one line.
func (p *protocol) sum() string {
	text := fmt.Sprintf("%d wie erwartet, %d anders, %d offen; %d Aufrufe der Calendar API in %v",
		p.count(expected), p.count(different), p.count(open), p.Calls, p.Ended.Sub(p.Started).Round(time.Second))
	if p.Interrupted {
		text += "; unterbrochen"
	}
	return text
}

func (p *protocol) conclude(out io.Writer, files []string) {
	fmt.Fprintf(out, "\n%s.\n", p.sum())
	for _, a := range p.Answers {
		if a.Verdict == different {
			fmt.Fprintf(out, "   ✘ %s: %s\n", a.ID, a.Advice)
		}
	}
	if p.Leftover != "" {
		fmt.Fprintln(out, p.Leftover)
	}
	fmt.Fprintf(out, "Protokoll: %s\n", strings.Join(files, ", "))
}

// save writes the protocol as Markdown, then as JSON. It overwrites no earlier one.
func (p *protocol) save(folder string) ([]string, error) {
	encoded, err := json.MarshalIndent(p, "", "\t")
	if err != nil {
		return nil, err
	}
	name := filepath.Join(folder, "acceptance-"+p.Started.Format(time.DateOnly))
	for n := 2; ; n++ {
		err := create(name+".md", []byte(p.markdown()))
		if err == nil {
			err = create(name+".json", append(encoded, '\n'))
		}
		if err == nil {
			return []string{name + ".md", name + ".json"}, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		name = filepath.Join(folder, fmt.Sprintf("acceptance-%s-%d", p.Started.Format(time.DateOnly), n))
	}
}

// create writes a file that there is not.
func create(name string, content []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Close())
}

// markdown is the protocol for people: what is not as expected first.
func (p *protocol) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Abnahme an Google Kalender, %s\n\n%s.\n\n", p.Started.Format("02.01.2006 15:04 MST"), p.sum())
	fmt.Fprintf(&b, "* Inhaberin: %s\n* Dienstkonto: %s\n* Gäste: %s (im Haus), %s (außerhalb)\n* Kalender: %s\n",
		p.Subject, cmp.Or(p.Account, "keines"), p.Guest, p.Outside, p.Calendar)
	if p.Endpoint != "" {
		fmt.Fprintf(&b, "* **Probe an %s, nicht an Google**\n", p.Endpoint)
	}
	if p.Leftover != "" {
		fmt.Fprintf(&b, "* **%s**\n", p.Leftover)
	}
	b.WriteString("\n| Frage | Ergebnis |\n|---|---|\n")
	for _, a := range p.Answers {
		fmt.Fprintf(&b, "| [%s](#%s) | %s %s |\n", a.ID, a.ID, sign[a.Verdict], german[a.Verdict])
	}
	for _, v := range []verdict{different, open, expected} {
		if p.count(v) > 0 {
			fmt.Fprintf(&b, "\n## %s %s: %d\n", sign[v], german[v], p.count(v))
		}
		for _, a := range p.Answers {
			if a.Verdict == v {
				a.markdown(&b)
			}
		}
	}
	return b.String()
}

func (a answer) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n### %s\n\n%s\n\n", a.ID, a.Question)
	for _, line := range []struct{ name, text string }{
		{"Wozu", a.Why}, {"Code", "`" + strings.Join(a.Code, "`, `") + "`"}, {"Erwartet", a.Expected}, {"Gesehen", a.Seen},
		{"Gesagt", a.Said}, {"Zu tun", a.Advice},
	} {
		if line.text != "" {
			fmt.Fprintf(b, "* %s: %s\n", line.name, strings.ReplaceAll(line.text, "\n", "\n  "))
		}
	}
}
