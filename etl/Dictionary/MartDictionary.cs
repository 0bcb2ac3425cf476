using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Dictionary;

/// <summary>What the mart holds: every table with its columns, and every code list.</summary>
internal sealed record MartDictionary(IReadOnlyList<ITable> Tables, IReadOnlyList<CodeList> CodeLists)
{
    /// <summary>From the columns' lines and the values of the code lists, in their order.</summary>
    public static MartDictionary Of(IEnumerable<CodeListValue> values) => new(
        [.. PersonTables.All, PersonKeyTable.Table, .. ReferenceTables.All],
        [.. values.GroupBy(v => v.List.ToString(), StringComparer.Ordinal).Select(list => new CodeList(list.Key, list.Select(v => v.KlassId).FirstOrDefault(id => id is not null), [.. list]))]);
}
