-- Dead letters are few among many done effects, and a person looks at them by state.
create index effects_state on events.effects (tenant_id, state, id);
