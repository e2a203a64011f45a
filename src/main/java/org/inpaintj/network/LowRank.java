package org.inpaintj.network;

import java.util.Optional;

import org.inpaintj.model.checkpoint.StoredTensor;

/**
 * A low-rank change of one module's weight (LoRA, Hu et al. 2021): strength x scale x up · down.
 *
 * @param down  of shape rank, in for a linear module; rank, in, height, width for a convolution
 * @param mid   of shape rank, rank, height, width between both, in LoCon's Tucker form; then {@code down} is 1 x 1
 * @param up    of shape out, rank (, 1, 1)
 * @param scale alpha / rank
 * @param index of its strength in the network's input of strengths, from 0
 */
public record LowRank(StoredTensor down, Optional<StoredTensor> mid, StoredTensor up, double scale, int index) {
}
