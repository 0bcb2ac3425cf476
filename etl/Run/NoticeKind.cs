namespace PersonEtl.Etl.Run;

/// <summary>What a notice tells of a night.</summary>
internal enum NoticeKind
{
    Failed,
    Late,
    Recovered,
    Held,
}
