# ImportCheck: an object that was put into the bucket of imports becomes a proposal.

module "importcheck" {
  source = "./modules/function"

  platform    = local.platform
  name        = "importcheck"
  entry_point = "ImportCheck"
  description = "Makes a proposal of every object in the bucket of imports"

  # One import at a time: it may have 32 MiB, and has to be in memory as a whole, next to the event.
  concurrency     = 1
  memory_mib      = 2048 # an event of 50,000 registrations, see the README
  max_instances   = 5
  timeout_seconds = 300

  environment = { UPLOADERS = local.uploaders }

  roles = { "roles/datastore.user" = local.this_database }

  trigger = {
    type    = "google.cloud.storage.object.v1.finalized"
    filters = { bucket = google_storage_bucket.imports.name }
  }
  # Nobody can make a trigger for a bucket that may not publish.
  depends_on = [google_project_iam_member.storage_agent]
}

locals {
  # Cloud Storage tells nobody who uploaded an object. So the check is told who could have been: none of them may confirm it.
  # The mail addresses by the IDs of events, as JSON: {"1":["orga@example.org"]}
  uploaders = jsonencode({
    for event, accounts in var.uploaders : event => sort([for account in accounts : lower(split(":", account)[1])])
  })
}

# Objects may be read and listed: without the latter Cloud Storage says of an object that is gone that it is forbidden.
resource "google_storage_bucket_iam_member" "importcheck" {
  bucket = google_storage_bucket.imports.name
  role   = "roles/storage.objectViewer"
  member = module.importcheck.member
}

data "google_storage_project_service_account" "agent" {
  project = local.existing_project
}

resource "google_project_iam_member" "storage_agent" {
  project = local.project
  role    = "roles/pubsub.publisher"
  member  = data.google_storage_project_service_account.agent.member
}

locals {
  import_checked = "resource.type=\"cloud_run_revision\" AND jsonPayload.message=\"import checked\""
}

resource "google_logging_metric" "imports_checked" {
  project     = local.project
  name        = "kursbuch/imports_checked"
  description = "Imports that were checked, and undoings of imports"
  filter      = local.import_checked

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    labels {
      key         = "status"
      description = "What became of it: pending, invalid, superseded"
    }
  }
  label_extractors = { status = "EXTRACT(jsonPayload.status)" }
}

resource "google_logging_metric" "import_problems" {
  project         = local.project
  name            = "kursbuch/import_problems"
  description     = "Problems that were found in an import; 0 if it can be committed"
  filter          = local.import_checked
  value_extractor = "EXTRACT(jsonPayload.problems)"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
  }
  bucket_options {
    explicit_buckets {
      bounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    }
  }
}
