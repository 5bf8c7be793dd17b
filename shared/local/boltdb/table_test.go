package boltdb_test

import (
	"path/filepath"
	"testing"

	"kursbuch.internal/shared/jobcal/table/tabletest"
)

func TestTables(t *testing.T) {
	tabletest.TestStore(t, func(t *testing.T) tabletest.Stores {
		s := open(t, filepath.Join(t.TempDir(), "db"))
		return tabletest.Stores{Tables: s.Tables(), Calendar: s.JobCalendar()}
	})
}
