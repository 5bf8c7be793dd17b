mock_provider "google" {
}

variables {
  alert_mails = ["alarm@kursbuch.example"]
  package_dir = "tests/packages"
}

run "database" {
  command = plan
  assert {
    condition     = google_firestore_database.this.location_id == "europe-west3"
    error_message = "x"
  }
}
