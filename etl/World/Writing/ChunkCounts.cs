namespace PersonEtl.Etl.World.Writing;

/// <summary>Counts that add up over chunks.</summary>
internal readonly record struct ChunkCounts(long Persons, long Errors, long Malformed, long Residential, long Present, long Shared, long Contacts, long FregBytes)
{
    public static ChunkCounts operator +(ChunkCounts a, ChunkCounts b) => new(
        a.Persons + b.Persons, a.Errors + b.Errors, a.Malformed + b.Malformed, a.Residential + b.Residential, a.Present + b.Present, a.Shared + b.Shared,
        a.Contacts + b.Contacts, a.FregBytes + b.FregBytes);
}
