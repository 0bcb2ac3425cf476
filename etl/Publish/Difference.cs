using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// The statements that make a table equal to what was staged by writing only rows that differ: gone ones are deleted, changed ones updated in place,
/// new ones inserted. Each notes the rows as they were, in the same statement. Of a table of persons only the rows of those persons are looked at of whom something differs there.
/// </summary>
internal sealed class Difference
{
    private const string Generation = "@generation";
    private readonly ITable table;
    private readonly string target;
    private readonly string staging;
    private readonly string sameKey;
    private readonly IReadOnlyList<string> values;
    private readonly IReadOnlyList<string> added;
    private readonly bool isOfPersons;
    private readonly string differs;
    private readonly string only;

    /// <param name="table">The table.</param>
    /// <param name="added">Columns that published rows have no value of yet: a change of nothing else is none.</param>
    /// <param name="contactsInPart">Whether of the contacts that wait only those of some numbers were staged.</param>
    public Difference(ITable table, IReadOnlyList<string> added, bool contactsInPart = false)
    {
        this.table = table;
        this.added = added;
        (target, staging) = (table.FullName, Staging.NameOf(table));
        only = contactsInPart && ReferenceEquals(table, WaitingContactTable.Table) ? $"{ChangedContacts.Has("t")} and" : "";
        isOfPersons = Staging.OfPersons.Contains(table);
        differs = isOfPersons ? $"c.{PersonHash.ColumnOf(table)}_differs" : "";
        values = [.. table.Descriptions.Select(c => c.Name).Except(table.Key, StringComparer.Ordinal)];
        sameKey = string.Join(" and ", table.Key.Select(k => IsNullable(k) ? $"t.{k} is not distinct from s.{k}" : $"t.{k} = s.{k}"));
    }

    public string Delete => $"""
        with touched as (
            delete from {target} t {(isOfPersons ? $"using {ChangedPersons.Table} c where c.person_id = t.person_id and c.change in ('changed', 'gone') and {differs} and" : $"where {only}")}
                not exists (select from {staging} s where {sameKey})
            returning {Key("t")} as row_key, {Person("t")} as person_id, false as is_enrichment, {Image("t")} as image
        ){Noted}
        """;

    public string Update => $"""
        with touched as (
            update {target} t set ({string.Join(", ", values)}) = row({string.Join(", ", values.Select(v => "s." + v))})
            from (
                select s.*, {Image("t")} as image_before, not ({Differ(Given)}) as is_enrichment
                from {(isOfPersons ? $"{ChangedPersons.Table} c join {staging} s on c.change = 'changed' and {differs} and s.person_id = c.person_id" : $"{staging} s")}
                join {target} t on {sameKey}
                where {Differ([.. values.Except(added, StringComparer.Ordinal)])}
            ) s
            where {sameKey}
            returning {Key("t")} as row_key, {Person("t")} as person_id, s.is_enrichment, s.image_before as image
        ){Noted}
        """;

    public string Insert => $"""
        with touched as (
            insert into {target} ({Columns})
            select {Columns} from {staging} s {(isOfPersons ? $"join {ChangedPersons.Table} c using (person_id) where {differs} and" : "where")} not exists (select from {target} t where {sameKey})
            returning {Key(table.Name)} as row_key, {Person(table.Name)} as person_id, false as is_enrichment, null::jsonb as image
        ){Noted}
        """;

    /// <summary>Fills new columns of rows that stay otherwise as they are; nobody is told.</summary>
    public string FillAdded => $"update {target} t set ({string.Join(", ", added)}) = row({string.Join(", ", added.Select(v => "s." + v))}) from {staging} s where {sameKey} and {Differ(added)}";

    /// <summary>For an empty table: nothing was there before.</summary>
    public static string Fill(ITable table)
    {
        var list = string.Join(", ", table.Descriptions.Select(c => c.Name));
        return $"insert into {table.FullName} ({list}) select {list} from {Staging.NameOf(table)}";
    }

    /// <summary>For the number register, which only grows: a number that comes back to a person it had left is the newest of that person's again.</summary>
    public static string Register { get; } = Fill(PersonKeyTable.Table) + " on conflict (identification_number, person_id) do update set since = excluded.since";

    private string Columns => string.Join(", ", table.Descriptions.Select(c => c.Name));

    /// <summary>The columns that are a register's own.</summary>
    private IReadOnlyList<string> Given => [.. table.Descriptions.Where(c => !c.IsDerived && values.Contains(c.Name) && !added.Contains(c.Name)).Select(c => c.Name)];

    private string Noted => $"""

        insert into ops.before_image (generation, table_name, row_key, person_id, is_enrichment, image)
        select {Generation}, '{target}', row_key, person_id, is_enrichment, image from touched
        """;

    private string Key(string row) => $"jsonb_build_array({string.Join(", ", table.Key.Select(k => $"{row}.{k}"))})";

    private string Person(string row) => table.Key.Contains("person_id") ? $"{row}.person_id" : "null::uuid";

    private static string Image(string row) => $"jsonb_strip_nulls(to_jsonb({row}))";

    private static string Differ(IReadOnlyList<string> columns)
        => columns.Count == 0 ? "false" : $"({string.Join(", ", columns.Select(v => "t." + v))}) is distinct from ({string.Join(", ", columns.Select(v => "s." + v))})";

    private bool IsNullable(string column) => table.Descriptions.First(c => string.Equals(c.Name, column, StringComparison.Ordinal)).Nullable;
}
