namespace PersonEtl.Etl.Publish;

/// <summary>What a check looks at, as its file's <c>-- scope:</c> says: persons of a run, counts, or whole tables.</summary>
internal enum CheckScope
{
    Person,
    Aggregate,
    All,
}
