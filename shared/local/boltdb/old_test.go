package boltdb_test

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"
	"golang.org/x/tools/txtar"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/local/boltdb"
	"kursbuch.internal/shared/proposal"
)
