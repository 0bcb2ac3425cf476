namespace PersonEtl.Etl.World.Writing;

/// <summary>What the persons of one chunk give to each file, and how much of it. FREG and answers are finished gzip members.</summary>
internal sealed record PersonChunk(byte[] Freg, byte[] Krr, byte[] Answers, ChunkCounts Counts);
