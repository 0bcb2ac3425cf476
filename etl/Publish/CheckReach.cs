namespace PersonEtl.Etl.Publish;

/// <summary>Of whom the checks of persons are asked: everybody who has a row, or whom this run changes, with those that are gone.</summary>
internal enum CheckReach
{
    Everybody,
    Changed,
}
