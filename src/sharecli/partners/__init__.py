"""Friends who help: their shares of the seller's commission, what they are owed and were paid."""
