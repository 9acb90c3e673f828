-- A board counts a pipeline's deals and sums their budgets by stage, for all or for one responsible person, from this index alone.
create index deals_of_board on deals (project_id, pipeline_id, stage_id) include (budget, responsible_id);
