# ImportConfirm: people read proposals, confirm, reject, undo them.

module "importconfirm" {
  source = "./modules/function"

  platform    = local.platform
  name        = "importconfirm"
  entry_point = "ImportConfirm"
  description = "Shows proposals, takes decisions on them"

  # Updates of one instance wait for each other anyway; what is done at the same time is reading.
  concurrency     = 8
  memory_mib      = 1024
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
    labels {
      key         = "proposal"
      description = "ID of the proposal"
    }
  }
  label_extractors = {
    status   = "EXTRACT(jsonPayload.status)"
    proposal = "EXTRACT(jsonPayload.proposal)"
  }
}

locals {
  # How long a proposal waits before it expires by itself: proposal.Lifetime.
  lifetime_hours = 14 * 24
}

resource "google_monitoring_alert_policy" "stale_proposals" {
  project               = local.project
  display_name          = "Kursbuch: a proposal is waiting"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = local.alert_channels

  conditions {
    display_name = "No decision for ${var.stale_after_hours} hours"
    condition_prometheus_query_language {
      query               = <<-EOT
        sum by (proposal) (increase(logging_googleapis_com:user_kursbuch_imports_checked{monitored_resource="cloud_run_revision", status="pending"}[${local.lifetime_hours - var.stale_after_hours}h] offset ${var.stale_after_hours}h)) > 0
        unless on (proposal)
        sum by (proposal) (increase(logging_googleapis_com:user_kursbuch_imports_decided{monitored_resource="cloud_run_revision"}[${local.lifetime_hours}h])) > 0
      EOT
      evaluation_interval = "3600s"
      duration            = "0s"
      # The metrics are there once the first import is.
      disable_metric_validation = true
    }
  }

  documentation {
    content = <<-EOT
      The proposal `$${metric_or_resource.label.proposal}` was checked more than ${var.stale_after_hours} hours ago, and nobody has decided on it since.
      Unless an approver of its event confirms or rejects it, it expires ${local.lifetime_hours / 24} days after its upload:
      `GET ${module.importconfirm.url}?proposal=$${metric_or_resource.label.proposal}`
    EOT
  }
}
