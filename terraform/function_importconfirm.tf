# ImportConfirm: people read proposals, confirm, reject, undo them.

module "importconfirm" {
  source = "./modules/function"

  platform    = local.platform
  name        = "importconfirm"
  entry_point = "ImportConfirm"
  description = "Shows proposals, takes decisions on them"

  # Updates of one instance wait for each other anyway; what is done at the same time is reading.
  concurrency     = 8
  memory_mib      = 2048 # an event of 50,000 registrations, see the README
  max_instances   = 3
  timeout_seconds = 150

  roles   = { "roles/datastore.user" = local.this_database }
  callers = local.callers
}

output "importconfirm_url" {
  description = "URL of ImportConfirm."
  value       = module.importconfirm.url
}

resource "google_logging_metric" "imports_decided" {
  project     = local.project
  name        = "kursbuch/imports_decided"
  description = "Proposals that need no decision any more"
  filter      = "resource.type=\"cloud_run_revision\" AND jsonPayload.message=\"import decided\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    labels {
      key         = "status"
      description = "What became of it: committed, rejected, superseded, invalid"
    }
  }
  label_extractors = { status = "EXTRACT(jsonPayload.status)" }
}
