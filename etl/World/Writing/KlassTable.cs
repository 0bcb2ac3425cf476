namespace PersonEtl.Etl.World.Writing;

/// <summary>One answer of the KLASS API: its file's name without ending, the JSON array's name, columns and rows.</summary>
internal sealed record KlassTable(string Name, string Array, IReadOnlyList<string> Columns, IReadOnlyList<string?[]> Rows)
{
    private static readonly string[] CodeColumns = ["code", "parentCode", "level", "name", "shortName", "presentationName", "validFrom", "validTo", "notes"];
    private static readonly string[] ItemColumns = ["sourceCode", "sourceName", "sourceShortName", "targetCode", "targetName", "targetShortName"];
    private static readonly string[] ChangeColumns = ["oldCode", "oldName", "oldShortName", "newCode", "newName", "newShortName", "changeOccurred"];

    public static KlassTable CodesAt(string name, IEnumerable<(string Code, string? Parent, string Level, string Name)> codes)
        => new(name, "codes", CodeColumns, [.. codes.Select(c => new[] { c.Code, c.Parent, c.Level, c.Name, "", "", null, null, "" })]);

    public static KlassTable Codes(string name, IEnumerable<(string Code, string Name, string From, string? To)> codes)
        => new(name, "codes", [.. CodeColumns, "validFromInRequestedRange", "validToInRequestedRange"],
            [.. codes.Select(c => new[] { c.Code, null, "1", c.Name, "", "", null, null, "", c.From, c.To })]);

    public static KlassTable CorrespondsAt(string name, IEnumerable<(string Code, string Name, string TargetCode, string TargetName)> items)
        => new(name, "correspondenceItems", ItemColumns, [.. items.Select(i => new[] { i.Code, i.Name, "", i.TargetCode, i.TargetName, "" })]);

    public static KlassTable Changes(string name, IEnumerable<(string OldCode, string OldName, string NewCode, string NewName, string Occurred)> changes)
        => new(name, "codeChanges", ChangeColumns, [.. changes.Select(c => new[] { c.OldCode, c.OldName, "", c.NewCode, c.NewName, "", c.Occurred })]);
}
