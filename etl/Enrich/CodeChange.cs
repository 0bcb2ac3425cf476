namespace PersonEtl.Etl.Enrich;

/// <summary>A change as KLASS tells it: from this day the old code's area, or a part of it, lies under the new one. Old null: created; new null: ceased.</summary>
internal readonly record struct CodeChange(DateOnly Date, int? Old, int? New);
