package edge

import "testing"

func TestTheStoreOfTheSyncIsOpened(t *testing.T) {
	t.Setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1") // which is never asked
	if _, err := (Config{Project: "p"}).Sync(); err != nil {
		t.Error(err)
	}
}
