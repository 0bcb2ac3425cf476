using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// The statements that make a table equal to its staging table by writing only rows that differ:
/// gone ones are deleted, changed ones updated in place, new ones inserted.
/// </summary>
internal static class Difference
{
    public static IReadOnlyList<string> Statements(ITable table)
    {
        var target = table.FullName;
        var staging = Staging.NameOf(table);
        var columns = table.Descriptions.Select(c => c.Name).ToList();
        var values = columns.Except(table.Key, StringComparer.Ordinal).ToList();
        var sameKey = string.Join(" and ", table.Key.Select(k => table.Descriptions.First(c => string.Equals(c.Name, k, StringComparison.Ordinal)).Nullable ? $"t.{k} is not distinct from s.{k}" : $"t.{k} = s.{k}"));
        var list = string.Join(", ", columns);
        return
        [
            $"delete from {target} t where not exists (select from {staging} s where {sameKey})",
            $"""
            update {target} t set ({string.Join(", ", values)}) = row({string.Join(", ", values.Select(v => "s." + v))})
            from {staging} s
            where {sameKey} and ({string.Join(", ", values.Select(v => "t." + v))}) is distinct from ({string.Join(", ", values.Select(v => "s." + v))})
            """,
            $"insert into {target} ({list}) select {list} from {staging} s where not exists (select from {target} t where {sameKey})",
        ];
    }

    /// <summary>For an empty table.</summary>
    public static string Fill(ITable table)
    {
        var list = string.Join(", ", table.Descriptions.Select(c => c.Name));
        return $"insert into {table.FullName} ({list}) select {list} from {Staging.NameOf(table)}";
    }

    /// <summary>For the number register, which only grows: a number that comes back to a person it had left is the newest of that person's again.</summary>
    public static string Register { get; } = Fill(PersonKeyTable.Table) + " on conflict (identification_number, person_id) do update set since = excluded.since";
}
