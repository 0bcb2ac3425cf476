namespace PersonEtl.Etl.Publish;

/// <summary>What comes of a row that a check finds, as its file's <c>-- severity:</c> says: the publication stops, or it is told.</summary>
internal enum CheckSeverity
{
    Stop,
    Warn,
}
