package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/partial"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

// columns are those of imports. What it leads to is part of the check.
var columns = []string{"file", "changes", "check", "what it leads to", "report", "confirm", "export"}

var imports = []table{
	{
		title:   "Imports on bolt: all registrations get another lodgement and another course",
		columns: columns,
		rows: []row{
			{"500 registrations", reassign(bolt, 500)},
			{"1,000 registrations", reassign(bolt, 1_000)},
			{"5,000 registrations", reassign(bolt, 5_000)},
			{"50,000 registrations", reassign(bolt, 50_000)},
		},
	},
	{
		title:   "The same on the Firestore emulator",
		columns: columns,
		rows:    onEmulator(),
	},
	{
		title:   "Checks of files of 32 MiB on an event of 1,000 registrations",
		columns: []string{"status", "problems", "check"},
		rows: []row{
			{"acceptable, long notes", checkLarge(longNotes)},
			{"acceptable, two notes of noise", checkLarge(twoNotes)},
			{"acceptable, 100,000 new courses", checkLarge(newCourses)},
			{"unknown IDs only", checkLarge(unknownIDs)},
			{"unknown keys only", checkLarge(unknownKeys)},
			{"brackets only", checkLarge(func() []byte { return bytes.Repeat([]byte("["), partial.MaxBytes) })},
			{"a list of choices", checkLarge(manyChoices)},
		},
	},
}

const (
	one      = event.ID(1)
	approver = "approver@kursbuch.example"
	header   = `{"EVENT_SCHEMA_VERSION": [17, 2], "kind": "partial", "id": 1, "timestamp": "2027-01-01T00:00:00+00:00", `
)

// store is one that a row is measured on.
type store interface {
	proposal.Store
	io.Closer
}

func bolt(_ context.Context, dir string) (store, error) {
	return boltdb.Open(filepath.Join(dir, "kursbuch.db"))
}

func emulator(ctx context.Context, dir string) (store, error) {
	return firestoredb.Open(ctx, firestoredb.Config{Project: filepath.Base(dir)})
}

// onEmulator has no rows where no emulator runs.
func onEmulator() []row {
	if os.Getenv("FIRESTORE_EMULATOR_HOST") == "" {
		return nil
	}
	return []row{
		{"500 registrations, emulator", reassign(emulator, 500)},
		{"1,000 registrations, emulator", reassign(emulator, 1_000)},
	}
}

// create puts an event into a new store.
func create(ctx context.Context, store store, registrations int) (*event.Snapshot, error) {
	s := sample.Event(one, registrations)
	roles := access.Roles{Approvers: []string{approver}, FourEyes: true}
	return s, store.Create(ctx, &proposal.Event{Snapshot: s, Access: roles})
}

func upload(content []byte) proposal.Upload {
	source := proposal.Source{Bucket: "kursbuch-imports", Object: "imports/1/bench.json", Generation: 1,
		Size: int64(len(content))}
	return proposal.Upload{Source: source, Content: content}
}

// after is another one than the present ID, a different one for each n.
func after(ids []int32, present *int32, n int) int32 {
	other := ids[n%len(ids)]
	if present != nil && other == *present {
		other = ids[(n+1)%len(ids)]
	}
	return other
}

func mebibytes(content []byte) string { return fmt.Sprintf("%.1f MiB", float64(len(content))/(1<<20)) }

func checkLarge(file func() []byte) func(context.Context, string) ([]string, error) {
	return func(ctx context.Context, dir string) ([]string, error) {
		store, err := bolt(ctx, dir)
		if err != nil {
			return nil, err
		}
		defer store.Close()
		if _, err := create(ctx, store, 1_000); err != nil {
			return nil, err
		}
		u := upload(file()) // nobody else keeps the content
		var p *proposal.Proposal
		check, err := timed(func() (err error) {
			p, err = proposal.Check(ctx, store, u, time.Now())
			return err
		})
		if err != nil {
			return nil, err
		}
		return []string{string(p.Status), fmt.Sprint(p.Problems.Total()), check}, nil
	}
}

// fill repeats what member gives until the file is 32 MiB large.
func fill(section string, member func(n int) string) []byte {
	file := bytes.NewBuffer(make([]byte, 0, partial.MaxBytes))
	file.WriteString(header + `"` + section + `": {`)
	for n := 0; ; n++ {
		text := member(n)
		if file.Len()+len(text)+3 > partial.MaxBytes {
			break
		}
		if n > 0 {
			file.WriteByte(',')
		}
		file.WriteString(text)
	}
	file.WriteString("}}")
	return file.Bytes()
}

func longNotes() []byte {
	note := strings.Repeat("Ein langer Text. ", partial.MaxBytes/1_000/18)
	return fill("registrations", func(n int) string {
		if n >= 1_000 {
			return strings.Repeat(" ", partial.MaxBytes) // there are no more registrations
		}
		return fmt.Sprintf(`"%d": {"notes": "%s"}`, n+1, note)
	})
}

// twoNotes compress badly.
func twoNotes() []byte {
	source := rand.New(rand.NewPCG(1, 2))
	note := make([]byte, partial.MaxBytes/2-1_000)
	return fill("registrations", func(n int) string {
		if n >= 2 {
			return strings.Repeat(" ", partial.MaxBytes)
		}
		for i := range note {
			note[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[source.IntN(64)]
		}
		return fmt.Sprintf(`"%d": {"notes": "%s"}`, n+1, note)
	})
}

// newCourses are as many entries as a file may have.
func newCourses() []byte {
	return fill("courses", func(n int) string {
		if n >= 100_000 {
			return strings.Repeat(" ", partial.MaxBytes)
		}
		return fmt.Sprintf("\n"+
			`"-%d": {"nr": "%[1]d", "title": "Kurs %[1]d", "shortname": "K%[1]d", "description": "%s", "instructors": null,
			"min_size": 1, "max_size": 10, "is_visible": true, "notes": null}`, n+1, strings.Repeat("x", 130))
	})
}

func unknownIDs() []byte {
	return fill("registrations", func(n int) string {
		return fmt.Sprintf(`"%d": {"notes": "%s"}`, 1_000_000+n, strings.Repeat("x", 120))
	})
}

func unknownKeys() []byte {
	return fill("courses", func(n int) string { return fmt.Sprintf(`"k%d": 1`, n) })
}

func manyChoices() []byte {
	return fill("registrations", func(n int) string {
		if n > 0 {
			return strings.Repeat(" ", partial.MaxBytes)
		}
		return `"1": {"tracks": {"1": {"choices": [` + strings.Repeat("1,", partial.MaxBytes/2-300) + `1]}}}`
	})
}
