namespace PersonEtl.Etl.Mart;

/// <summary>The tables that a full export has, in order.</summary>
internal static class PublicTables
{
    public static IReadOnlyList<ITable> All { get; } = [.. PersonFeed.All.Where(f => f.IsPublic).Select(f => f.Table), .. ReferenceTables.All];

    /// <summary>The table of this name, the changes among them; null when no export has it.</summary>
    public static ITable? Find(string name) => All.Append(ChangeTable.Table).FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.Ordinal));
}
