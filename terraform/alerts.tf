resource "google_monitoring_notification_channel" "mail" {
  for_each = var.alert_mails

  project      = local.project
  display_name = "Kursbuch: ${each.key}"
  type         = "email"
  labels       = { email_address = each.key }

  lifecycle {
    create_before_destroy = true # Google deletes no channel that is in use: those that use it are updated first
  }
}

locals {
  alert_channels = values(google_monitoring_notification_channel.mail)[*].name
}

# One policy for all functions, those to come included: each condition is paid for, and none can be forgotten. What concerns
# a single function stands in its file. Lines are counted, not requests: a function also logs errors that trying again
# would not heal, which it does not answer with 500; and what it does answer so, or dies of, is a line as well.
resource "google_monitoring_alert_policy" "errors" {
  project               = local.project
  display_name          = "Kursbuch: a function fails"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.alert_channels

  conditions {
    display_name = "Errors in the log of a function"
    condition_threshold {
      filter = join(" AND ", [
        "resource.type = \"cloud_run_revision\"",
        "metric.type = \"logging.googleapis.com/log_entry_count\"",
        "metric.labels.severity = one_of(\"ERROR\", \"CRITICAL\", \"ALERT\", \"EMERGENCY\")",
      ])
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.label.service_name"]
      }
      # Without further errors there are no points at all.
      evaluation_missing_data = "EVALUATION_MISSING_DATA_INACTIVE"
    }
  }

  alert_strategy {
    auto_close = "${60 * 60}s"
  }

  documentation {
    content = <<-EOT
      The function `$${metric_or_resource.label.service_name}` has logged errors:
      https://console.cloud.google.com/logs/query;query=resource.labels.service_name%3D%22$${metric_or_resource.label.service_name}%22%20severity%3E%3DERROR?project=${local.project}

      A trigger that failed is tried again for 24 hours, and nothing is committed by halves: once the cause is gone nothing is left to do.
    EOT
  }
}
