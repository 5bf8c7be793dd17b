locals {
  # Grouped by function or not at all, so that a new function needs no new chart.
  charts = [
    {
      title = "Requests per minute, by function and class of status"
      query = "60 * sum by (service_name, response_code_class) (rate(run_googleapis_com:request_count{monitored_resource=\"cloud_run_revision\"}[$${__interval}]))"
    },
    {
      title = "Seconds that 95 % of requests take at most, by function"
      query = "histogram_quantile(0.95, sum by (service_name, le) (rate(run_googleapis_com:request_latencies_bucket{monitored_resource=\"cloud_run_revision\"}[$${__interval}]))) / 1000"
    },
    {
      title = "Share of memory in use, by function"
      query = "histogram_quantile(0.99, sum by (service_name, le) (rate(run_googleapis_com:container_memory_utilizations_bucket{monitored_resource=\"cloud_run_revision\"}[$${__interval}])))"
    },
    {
      title = "Errors in the log, by function"
      query = "sum by (service_name) (increase(logging_googleapis_com:log_entry_count{monitored_resource=\"cloud_run_revision\", severity=~\"ERROR|CRITICAL|ALERT|EMERGENCY\"}[$${__interval}]))"
    },
    {
      title = "Imports checked, by what became of them"
      query = "sum by (status) (increase(logging_googleapis_com:user_kursbuch_imports_checked{monitored_resource=\"cloud_run_revision\"}[$${__interval}]))"
    },
    {
      title = "Imports decided, by decision"
      query = "sum by (status) (increase(logging_googleapis_com:user_kursbuch_imports_decided{monitored_resource=\"cloud_run_revision\"}[$${__interval}]))"
    },
    {
      title = "Problems that half of the imports have at most"
      query = "histogram_quantile(0.5, sum by (le) (rate(logging_googleapis_com:user_kursbuch_import_problems_bucket{monitored_resource=\"cloud_run_revision\"}[$${__interval}])))"
    },
    {
      title = "Sync runs, by how they ended"
      query = "sum by (outcome) (increase(logging_googleapis_com:user_kursbuch_sync_runs{monitored_resource=\"cloud_run_revision\"}[$${__interval}]))"
    },
    {
      title = "Calls of Google Calendar that 95 % of sync runs make at most"
      query = "histogram_quantile(0.95, sum by (le) (rate(logging_googleapis_com:user_kursbuch_sync_units_bucket{monitored_resource=\"cloud_run_revision\"}[$${__interval}])))"
    },
    {
      title = "Appointments that Google did not take, at most"
      query = "histogram_quantile(1, sum by (le) (rate(logging_googleapis_com:user_kursbuch_sync_parked_bucket{monitored_resource=\"cloud_run_revision\"}[$${__interval}])))"
    },
    {
      title = "Invitations that the budget left open, at most"
      query = "histogram_quantile(1, sum by (le) (rate(logging_googleapis_com:user_kursbuch_sync_open_bucket{monitored_resource=\"cloud_run_revision\"}[$${__interval}])))"
    },
    {
      title = "Losses that the guard held back, at most"
      query = "histogram_quantile(1, sum by (le) (rate(logging_googleapis_com:user_kursbuch_sync_held_bucket{monitored_resource=\"cloud_run_revision\"}[$${__interval}])))"
    },
    {
      title = "Documents read per minute"
      query = "60 * sum(rate(firestore_googleapis_com:document_read_count{monitored_resource=\"firestore_instance\"}[$${__interval}]))"
    },
    {
      title = "Documents written per minute"
      query = "60 * sum(rate(firestore_googleapis_com:document_write_count{monitored_resource=\"firestore_instance\"}[$${__interval}]))"
    },
  ]
  columns = 2
}

resource "google_monitoring_dashboard" "this" {
  project = local.project
  dashboard_json = jsonencode({
    displayName = "Kursbuch"
    mosaicLayout = {
      columns = 12 * local.columns
      tiles = [for i, chart in local.charts : {
        xPos   = i % local.columns * 12
        yPos   = floor(i / local.columns) * 8
        width  = 12
        height = 8
        widget = {
          title   = chart.title
          xyChart = { dataSets = [{ plotType = "LINE", timeSeriesQuery = { prometheusQuery = chart.query } }] }
        }
      }]
    }
  })
}
