-- Few weeks of deals are led by a manager, and takeovers are looked for among these alone.
create index deal_weeks_led_by_manager on deal_weeks (organization_id, week, opportunity_id) where led_by = 'manager';
