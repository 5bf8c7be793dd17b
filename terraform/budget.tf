resource "google_billing_budget" "month" {
  count = var.monthly_budget > 0 ? 1 : 0

  billing_account = data.google_project.this.billing_account
  display_name    = "Kursbuch in ${local.project}"

  budget_filter {
    projects        = ["projects/${data.google_project.this.number}"]
    calendar_period = "MONTH"
  }

  amount {
    specified_amount {
      units = var.monthly_budget # in the currency of the account, since none is named
    }
  }

  threshold_rules {
    threshold_percent = 0.5
  }
  threshold_rules {
    threshold_percent = 0.9
  }
  threshold_rules {
    threshold_percent = 1
  }
  threshold_rules {
    threshold_percent = 1
    spend_basis       = "FORECASTED_SPEND"
  }

  all_updates_rule {
    monitoring_notification_channels = slice(sort(local.alert_channels), 0, min(5, length(local.alert_channels))) # 5 is its limit
  }
}
