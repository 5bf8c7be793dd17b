resource "google_firestore_database" "this" {
  project     = local.project
  location_id = var.region
  type        = "FIRESTORE_NATIVE"
  name        = var.database

  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"

  # The first keeps everybody from deleting it, the second us. Left out it would be ABANDON: destroy would leave the database
  # behind, and the next apply fail because it is there.
  delete_protection_state = var.delete_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy         = var.delete_protection ? "PREVENT" : "DELETE"
}

locals {
  # A condition for roles on the project, where IAM knows no role on a database.
  this_database = {
    title      = "this-database"
    expression = "resource.name == \"projects/${local.project}/databases/${google_firestore_database.this.name}\""
  }
  # A field that is taken out of this file is set back. When everything is taken down the database goes with all of them;
  # set back before that, each would be indexed again.
  field_deletion = var.delete_protection ? "DELETE" : "ABANDON"
}

# No index on any field of any collection, also of those to come: the entries of indexes, not the documents, are what would
# exhaust the 10 MiB of a commit.
resource "google_firestore_field" "unindexed" {
  project    = local.project
  database   = google_firestore_database.this.name
  collection = "__default__"
  field      = "*"

  deletion_policy = local.field_deletion

  index_config {}
}

# But on those that a query compares.
resource "google_firestore_field" "indexed" {
  for_each = toset([
    "appointments.end",
    "erasures.open",
    "events.erase_from",
    "events.expire_from",
    "events.sessions_until",
    "journal.event",
    "proposals.event",
    "proposals.pending",
  ])

  project    = local.project
  database   = google_firestore_database.this.name
  collection = split(".", each.key)[0]
  field      = split(".", each.key)[1]

  deletion_policy = local.field_deletion

  index_config {
    indexes {
      order       = "ASCENDING"
      query_scope = "COLLECTION"
    }
  }
}

# Lists of proposals, newest first: those of an event, of some statuses. Without the order and the statuses in the query,
# each page would read every proposal of the event.
resource "google_firestore_index" "listed" {
  project    = local.project
  database   = google_firestore_database.this.name
  collection = "proposals"

  fields {
    field_path = "event"
    order      = "ASCENDING"
  }
  fields {
    field_path = "status"
    order      = "ASCENDING"
  }
  fields {
    field_path = "listed"
    order      = "DESCENDING"
  }
}

# Firestore deletes a document within about a day after the time in this field, and no document that has none: one that
# tells of a decision, which CalendarSync deletes when its event has been closed for long enough. What is below a document
# is not deleted with it, so the entries of proposals expire by themselves. Reports of sync runs all expire, and so do the
# times at which people signed out, the receipts of uploads, the reports on tables of appointments, and the
# histories of appointments.
resource "google_firestore_field" "expiring" {
  for_each = toset(["proposals", "entries", "runs", "signed_out", "receipts", "reports", "history"])

  project    = local.project
  database   = google_firestore_database.this.name
  collection = each.key
  field      = "delete_at"

  deletion_policy = local.field_deletion

  ttl_config {}
  index_config {}
}

# A copy of every day for 30 days, against what is noticed late; the last 7 days are there by the minute. How to get one back:
# RUNBOOK.md. Those that were made outlive the database.
resource "google_firestore_backup_schedule" "daily" {
  project   = local.project
  database  = google_firestore_database.this.name
  retention = "${30 * 24 * 60 * 60}s"

  daily_recurrence {}
}
