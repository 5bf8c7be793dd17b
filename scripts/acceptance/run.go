package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"google.golang.org/api/googleapi"

	"kursbuch.internal/shared/syncrun"
)

// cleanup is how long removing the calendar may take.
const cleanup = time.Minute

// human answers what the question with the ID asks; empty: skipped. It fails if the context ends.
type human func(ctx context.Context, id, prompt string) (string, error)

// terminal asks who sits there. Whoever has gone skips everything.
func terminal(in io.Reader, out io.Writer) human {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(in); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	return func(ctx context.Context, _, prompt string) (string, error) {
		fmt.Fprint(out, prompt)
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case line, there := <-lines:
			if !there {
				fmt.Fprintln(out)
			}
			return strings.TrimSpace(line), nil
		}
	}
}

// carryOut asks all questions, then removes the calendar, whatever happens.
func (s *session) carryOut(ctx context.Context, all []question) *protocol {
	p := s.begin(len(all))
	defer func() {
		if err := s.remove(context.WithoutCancel(ctx)); err != nil {
			p.Leftover = fmt.Sprintf("Der Kalender „%s“ (%s) ist noch da: %v. Bitte als %s von Hand löschen.", s.name(), s.id,
				err, s.subject)
		} else if s.id != "" {
			p.Leftover = fmt.Sprintf("Der Kalender „%s“ (%s) bleibt wegen -keep stehen.", s.name(), s.id)
		}
		p.Ended, p.Calls = s.now(), s.calls.Load()
	}()
	asked := map[string]bool{}
	for i, q := range all {
		a := answer{ID: q.id, Question: q.text, Why: q.why, Code: q.code, Expected: q.expect, Verdict: open}
		p.Answers = append(p.Answers, a)
		if ctx.Err() != nil {
			p.Answers[i].Seen = "unterbrochen"
			continue
		}
		fmt.Fprintf(s.out, "\n%d/%d %s\n   %s\n", i+1, len(all), q.id, q.text)
		switch {
		case s.id == "" && !q.cloud:
			a.Seen = "kein Kalender"
		case q.after != "" && !asked[q.after]:
			a.Seen = "setzt " + q.after + " voraus"
		default:
			asked[q.id] = s.answer(ctx, q, &a)
		}
		if a.Verdict == different && a.Advice == "" {
			a.Advice = s.fill(q.advice)
		}
		a.print(s.out)
		p.Answers[i] = a
	}
	p.Interrupted = ctx.Err() != nil
	return p
}

// answer finds the answer to a question. Whatever goes wrong with one does not keep from the next; it reports whether
// there is something for those that build on it.
func (s *session) answer(ctx context.Context, q question, a *answer) (found bool) {
	defer func() {
		if bug := recover(); bug != nil {
			a.Verdict, a.Seen, a.Advice = different, fmt.Sprintf("Fehler dieses Programms: %v", bug),
				"Bitte mit dem Protokoll melden."
		}
	}()
	seen, err := s.steps(ctx, q, a)
	switch {
	case ctx.Err() != nil:
		a.Verdict, a.Seen = open, "unterbrochen"
	case errors.Is(err, errSkipped):
		a.Seen = "übersprungen"
	case errors.Is(err, errUndecided):
		a.Seen = "weder ja noch nein, bitte beurteilen"
	case errors.Is(err, errUnprepared):
		a.Verdict, a.Seen = different, err.Error()
		a.Advice = "Schon das Vorbereiten schlug fehl, die Frage ist offen: erst den Grund beheben (die Fragen davor " +
			"helfen), dann von neuem."
	case err != nil:
		a.Verdict, a.Seen = different, err.Error()
	case seen.ok:
		a.Verdict, a.Seen = expected, seen.seen
	default:
		a.Verdict, a.Seen = different, seen.seen
	}
	return err == nil && ctx.Err() == nil
}

var (
	// errSkipped: people did not answer.
	errSkipped = errors.New("skipped")
	// errUndecided: their answer is neither yes nor no.
	errUndecided = errors.New("undecided")
	// errUnprepared: what was to be looked at is not there.
	errUnprepared = errors.New("nicht vorbereitet")
)

func (s *session) steps(ctx context.Context, q question, a *answer) (sight, error) {
	if q.first != "" {
		said, err := s.human(ctx, q.id, s.prompt(q.first, "j = erledigt, Enter = überspringen"))
		if word, _ := understand(said); err != nil || word != yes {
			return sight{}, errors.Join(err, errSkipped)
		}
	}
	if q.do != nil {
		if err := q.do(ctx, s); err != nil {
			return sight{}, fmt.Errorf("%w: %w", errUnprepared, err)
		}
	}
	if q.ask != "" {
		choice := "j/n/Text, Enter = überspringen"
		if q.check != nil {
			choice = "j = erledigt, Enter = überspringen"
		}
		said, err := s.human(ctx, q.id, s.prompt(q.ask, choice))
		a.Said = said
		word, rest := understand(said)
		switch {
		case err != nil:
			return sight{}, err
		case said == "", q.check != nil && word != yes:
			return sight{}, errSkipped
		case q.check == nil:
			return judge(q.want, word, rest)
		}
	}
	return q.check(ctx, s)
}

// prompt asks people.
func (s *session) prompt(text, choice string) string {
	return "   ► " + strings.ReplaceAll(s.fill(text), "\n", "\n     ") + "\n     [" + choice + "] "
}

// understand takes yes or no off the beginning of what people say.
func understand(said string) (word, rest string) {
	first, rest, _ := strings.Cut(strings.TrimSpace(said), " ")
	switch strings.ToLower(strings.TrimRight(first, ",.;:!")) {
	case "j", "ja", "y", "yes":
		return yes, rest
	case "n", "nein", "no":
		return no, rest
	}
	return "", said
}

// judge compares what people say with what was expected.
func judge(want, word, rest string) (sight, error) {
	switch {
	case want == "":
		return saw(true, "%s", strings.TrimSpace(word+" "+rest))
	case word == "":
		return sight{}, errUndecided
	}
	return saw(word == want, "%s", strings.TrimSpace(word+" "+rest))
}

// remove removes our calendar. There may be none.
func (s *session) remove(ctx context.Context) error {
	if s.id == "" || s.keep {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, cleanup)
	defer cancel()
	fmt.Fprintf(s.out, "\nDer Kalender %s wird gelöscht …\n", s.id)
	var err error
	for range 3 {
		err = s.raw.Calendars.Delete(string(s.id)).Context(ctx).Do()
		if answered, ok := errors.AsType[*googleapi.Error](err); err == nil || ok && (answered.Code == http.StatusNotFound ||
			answered.Code == http.StatusGone) {
			s.id = ""
			return nil
		}
		select {
		case <-ctx.Done():
		case <-time.After(s.patience):
		}
	}
	return err
}

// create makes our calendar, as the sync makes the master calendar.
func (s *session) create(ctx context.Context) error {
	s.calls.Add(1)
	// Ctrl-C must not make us forget what was created.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanup)
	defer cancel()
	id, err := s.calendars.Create(ctx, s.name())
	if err != nil {
		return err
	}
	s.id, s.target = id, counted{s.calendars.Open(id), s.calls}
	return nil
}

var _ syncrun.Target = counted{}
